import type { FindingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import type { FindingsValue } from '../../app/contract/areas/trace/trace.ts';
import { NewArrivals } from '../arrivals/new-arrivals.tsx';
import { useShowNewest } from '../arrivals/use-show-newest.ts';
import { newRows } from '../state/arrival-list.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFeed } from '../state/use-feed.ts';
import { texts } from '../texts/en.ts';
import './findings.css';

const words = texts.findings;
const mostPills = 4;

/** What was found, by kind, with counts; each leads to the list of its kind. */
export function FindingPills() {
  const source = useApp((state) => state.selection.source);
  const filter = useApp((state) => traceFilter(state).text);
  const { value } = useFeed('trace.findings', source === undefined ? undefined : { source, filter, from: 0 });
  const show = useApp((state) => state.showFindings);
  const pills = pillsOf(value);
  const own = value?.own ?? 0;
  const more = pills.length - mostPills;
  return (
    <div className="finding-bar">
      <ul className="finding-pills" aria-label={words.byKind}>
        {pills.slice(0, mostPills).map(({ kind, found, weight }) => (
          <li key={kind}>
            <button
              type="button"
              className={`finding-pill finding-${found === 0 ? 'none' : weight}`}
              title={hintOf(kind, own)}
              onClick={() => show(kind)}
            >
              {words.pill(found, kind)}
              {kind === 'protocol-error' && own > 0 ? (
                <span className="finding-own"> · {words.own(own)}</span>
              ) : undefined}
            </button>
          </li>
        ))}
        {more > 0 ? (
          <li>
            <button type="button" className="finding-pill finding-none" onClick={() => show(undefined)}>
              {words.more(more)}
            </button>
          </li>
        ) : undefined}
      </ul>
      <NewExchanges />
    </div>
  );
}

/** Why the count is not that of the red rows. */
function hintOf(kind: FindingKind, own: number): string {
  const hint = words.pillHint(findingTexts[kind].title);
  return kind === 'protocol-error' && own > 0 ? `${hint}\n${words.ownHint(own)}` : hint;
}

interface Pill {
  readonly kind: FindingKind;
  readonly found: number;
  readonly weight: 'error' | 'warning' | 'note';
}

const weights = ['error', 'warning', 'note'] as const;

/** The gravest first; that there was no protocol error is worth a word. */
function pillsOf(value: FindingsValue | undefined): readonly Pill[] {
  if (value === undefined) return [];
  const seen = value.counts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => ({
      kind,
      found: count,
      weight: findingTexts[kind].weight,
    }))
    .sort((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight));
  const hasErrors = seen.some(({ kind }) => kind === 'protocol-error');
  if (hasErrors) return seen;
  const none = { kind: 'protocol-error', found: 0, weight: 'note' } as const;
  return seen.length < mostPills ? [...seen, none] : seen;
}

function NewExchanges() {
  const rows = useApp((state) => newRows(state.traceList));
  const setMode = useApp((state) => state.setTraceMode);
  const show = useShowNewest('traceList', setMode);
  return <NewArrivals rows={rows} hint={texts.trace.list.toNewest} onShow={show} />;
}
