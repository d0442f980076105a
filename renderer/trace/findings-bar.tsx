import type { FindingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import type { FindingsValue } from '../../app/contract/areas/trace/trace.ts';
import { NewArrivals } from '../arrivals/new-arrivals.tsx';
import { useApp } from '../state/use-app.tsx';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import type { FindingPages } from './use-findings.ts';

const words = texts.findings;
const any = 'any';

interface FindingsBarProps {
  readonly value: FindingsValue;
  readonly pages: FindingPages;
  readonly onShowNewest: () => void;
}

/** Which kind is listed, and what is not. */
export function FindingsBar({ value, pages, onShowNewest }: FindingsBarProps) {
  const kind = useApp((state) => state.trace.findingKind);
  const show = useApp((state) => state.showFindings);
  const isOwnTold = value.own > 0 && (kind === undefined || kind === 'protocol-error');
  return (
    <div className="findings-bar">
      <Select
        label={words.kind}
        hideLabel
        value={kind ?? any}
        options={optionsOf(value.counts, kind)}
        onChange={(chosen) => show(kindOf(chosen))}
      />
      {isOwnTold ? <span title={words.ownHint(value.own)}>{words.ownNote(value.own)}</span> : undefined}
      {value.filtered > 0 ? (
        <span title={words.filteredHint}>{words.filtered(value.filtered)}</span>
      ) : undefined}
      {value.bound === undefined ? undefined : (
        <span title={words.boundHint}>{words.bound(value.bound.kept, value.bound.found)}</span>
      )}
      {value.muted > 0 ? <Muted muted={value.muted} /> : undefined}
      {pages.isFirst ? (
        <NewArrivals rows={pages.more} hint={words.toNewest} onShow={onShowNewest} />
      ) : undefined}
    </div>
  );
}

/** Leads to what is muted. */
function Muted({ muted }: { readonly muted: number }) {
  const showScreen = useApp((state) => state.showScreen);
  const show = (): void => {
    showScreen('settings');
    // The screen is there after the next frame.
    requestAnimationFrame(() => document.getElementById('settings-traces')?.scrollIntoView());
  };
  return (
    <Button kind="quiet" title={words.mutedHint} onClick={show}>
      {words.muted(muted)}
    </Button>
  );
}

function kindOf(chosen: string): FindingKind | undefined {
  return findingKind.options.find((kind) => kind === chosen);
}

/** The kinds that were seen, with their counts, and the chosen one. */
function optionsOf(
  counts: readonly { readonly kind: FindingKind; readonly count: number }[],
  chosen: FindingKind | undefined,
) {
  const seen = counts.filter((one) => one.count > 0 || one.kind === chosen);
  const missing = chosen === undefined || seen.some(({ kind }) => kind === chosen) ? [] : [chosen];
  return [
    { value: any, text: words.all },
    ...seen.map((one) => ({
      value: one.kind,
      text: `${findingTexts[one.kind].title} · ${count(one.count)}`,
    })),
    ...missing.map((kind) => ({ value: kind, text: findingTexts[kind].title })),
  ];
}
