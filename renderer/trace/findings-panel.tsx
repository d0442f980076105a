import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useState } from 'react';
import type { FindingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import type { FindingsValue } from '../../app/contract/areas/trace/trace.ts';
import { NewArrivals } from '../arrivals/new-arrivals.tsx';
import { useApp } from '../state/use-app.tsx';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { Select } from '../ui/select.tsx';
import { FindingItem } from './finding-item.tsx';
import './findings.css';
import type { FindingPages } from './use-findings.ts';
import { useFindings } from './use-findings.ts';

const words = texts.findings;
const any = 'any';

/** What deserves a look, the newest first: what was seen, what it usually means, what to try. */
export function FindingsPanel() {
  const kind = useApp((state) => state.trace.findingKind);
  const [open, setOpen] = useState<number>();
  const [isPointed, setIsPointed] = useState(false);
  const pages = useFindings((shown) => isPointed || shown.some(({ id }) => id === open));
  const { value, problem, findings } = pages;
  const isEmpty = findings.length === 0;
  useEffect(() => {
    // A list that goes from under the pointer is not told that this left it.
    if (isEmpty) setIsPointed(false);
  }, [isEmpty]);
  if (problem !== undefined) return <ErrorBox message={problem.message} advice={problem.advice} />;
  if (value === undefined) return undefined;
  return (
    <div className="findings">
      <FindingsBar value={value} pages={pages} />
      {isEmpty ? (
        <NoFindings value={value} kind={kind} />
      ) : (
        <ul
          className="finding-list"
          aria-label={words.label}
          onPointerMove={(event) => isMouseIn(event) && setIsPointed(true)}
          onPointerLeave={() => setIsPointed(false)}
          onKeyDown={moveAmongHeads}
        >
          {findings.map((finding) => (
            <FindingItem
              key={finding.id}
              finding={finding}
              isOpen={finding.id === open}
              onOpen={(isOpen) => setOpen(isOpen ? finding.id : undefined)}
              onMute={() => {
                setOpen(undefined);
                setIsPointed(false);
                pages.refresh();
              }}
            />
          ))}
        </ul>
      )}
      <FindingsFoot
        value={value}
        pages={pages}
        onTurn={(turn) => {
          setOpen(undefined);
          turn();
        }}
      />
    </div>
  );
}

/** In the list itself, not in a menu that one of its rows opened. */
function isMouseIn({ pointerType, currentTarget, target }: PointerEvent<HTMLElement>): boolean {
  return pointerType === 'mouse' && target instanceof Node && currentTarget.contains(target);
}

interface BarProps {
  readonly value: FindingsValue;
  readonly pages: FindingPages;
}

/** Which kind is listed, and what is not. */
function FindingsBar({ value, pages }: BarProps) {
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
        <NewArrivals rows={pages.more} hint={words.toNewest} onShow={pages.showNewest} />
      ) : undefined}
    </div>
  );
}

interface NoneProps {
  readonly value: FindingsValue;
  readonly kind: FindingKind | undefined;
}

function NoFindings({ value, kind }: NoneProps) {
  if (value.problem !== undefined) return <Empty title={value.problem.message} />;
  if (value.counting === true) return <Empty title={words.counting} />;
  if (value.filtered > 0) {
    return (
      <Empty title={words.noneFiltered}>
        <p>{words.filtered(value.filtered)}</p>
      </Empty>
    );
  }
  return (
    <Empty title={kind === undefined ? words.none : words.noneOf}>
      <p>{kind === undefined ? words.noneAdvice : findingTexts[kind].means}</p>
    </Empty>
  );
}

interface FootProps extends BarProps {
  readonly onTurn: (turn: () => void) => void;
}

/** The way to older ones, a page at a time. */
function FindingsFoot({ value, pages, onTurn }: FootProps) {
  if (pages.isFirst && value.cut === 0) return undefined;
  const { newer, cut, findings } = value;
  return (
    <div className="findings-foot">
      <span role="status">
        {words.page(newer + 1, newer + findings.length, newer + findings.length + cut)}
      </span>
      <Button kind="quiet" disabled={pages.isFirst} onClick={() => onTurn(pages.showNewer)}>
        {words.newer}
      </Button>
      <Button kind="quiet" disabled={cut === 0} onClick={() => onTurn(pages.showOlder)}>
        {words.older}
      </Button>
    </div>
  );
}

/** The arrows lead from one finding to the next. */
function moveAmongHeads(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const heads = [...event.currentTarget.querySelectorAll<HTMLElement>('.finding-head')];
  const at = heads.findIndex((head) => head.parentElement?.contains(document.activeElement));
  const next = heads[at + step];
  if (at < 0 || next === undefined) return;
  next.focus();
  event.preventDefault();
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
