import { useState } from 'react';
import type { FindingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { useFeed } from '../state/use-feed.ts';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { PanelFoot } from '../ui/panel-foot.tsx';
import { Select } from '../ui/select.tsx';
import { FindingItem } from './finding-item.tsx';
import './findings.css';

const words = texts.findings;
const any = 'any';

/** What deserves a look, the newest first: what was seen, what it usually means, what to try. */
export function FindingsPanel() {
  const source = useApp((state) => state.selection.source);
  const kind = useApp((state) => state.trace.findingKind);
  const show = useApp((state) => state.showFindings);
  const { value, problem } = useFeed(
    'trace.findings',
    source === undefined ? undefined : { source, kind, from: 0 },
  );
  const [open, setOpen] = useState<number>();
  if (problem !== undefined) return <ErrorBox message={problem.message} advice={problem.advice} />;
  if (value === undefined) return undefined;
  const choose = (chosen: string): void => show(kindOf(chosen));
  return (
    <div className="findings">
      <div className="findings-bar">
        <Select
          label={words.kind}
          hideLabel
          value={kind ?? any}
          options={optionsOf(value.counts, kind)}
          onChange={choose}
        />
        {value.own > 0 && (kind === undefined || kind === 'protocol-error') ? (
          <span title={words.ownHint(value.own)}>{words.ownNote(value.own)}</span>
        ) : undefined}
        {value.muted > 0 ? <Muted muted={value.muted} /> : undefined}
      </div>
      {value.findings.length === 0 ? (
        <Empty title={kind === undefined ? words.none : words.noneOf}>
          <p>{kind === undefined ? words.noneAdvice : findingTexts[kind].means}</p>
        </Empty>
      ) : (
        <ul className="finding-list" aria-label={words.label}>
          {value.findings.map((finding) => (
            <FindingItem
              key={finding.id}
              finding={finding}
              isOpen={finding.id === open}
              onOpen={(isOpen) => setOpen(isOpen ? finding.id : undefined)}
            />
          ))}
        </ul>
      )}
      {value.cut > 0 ? <PanelFoot>{words.cut(value.cut)}</PanelFoot> : undefined}
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
