import { useEffect, useRef, useState } from 'react';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import type { FindingPlace, FindingsValue } from '../../app/contract/areas/trace/trace.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import type { Followed } from '../state/use-feed.ts';
import { useFeed } from '../state/use-feed.ts';
import type { HeldFindings, ShownFindings } from './held-findings.ts';
import { shownFindings } from './held-findings.ts';

/** A page of findings, and the way to the others. */
export interface FindingPages extends HeldFindings {
  readonly value: FindingsValue | undefined;
  readonly problem: Followed<'trace.findings'>['problem'];
  readonly isFirst: boolean;
  readonly showNewest: () => void;
  readonly showNewer: () => void;
  readonly showOlder: () => void;
  /** Shows what there is by now, for somebody did something to the list. */
  readonly refresh: () => void;
}

/** Follows the findings that the filter lets through, a page at a time; while they are looked at nothing moves. */
export function useFindings(isLookedAt: (shown: readonly Finding[]) => boolean): FindingPages {
  const source = useApp((state) => state.selection.source);
  const kind = useApp((state) => state.trace.findingKind);
  const filter = useApp((state) => traceFilter(state).text);
  const choice = JSON.stringify([source, kind, filter]);
  const { page, before, turn, refresh } = usePage(choice);
  const { value, problem, isOfNow } = useFeed(
    'trace.findings',
    source === undefined ? undefined : { source, kind, filter, from: 0, before },
  );
  const last = useRef<ShownFindings>(undefined);
  const { findings: now = [], cut = 0, counting = false } = value ?? {};
  const held = shownFindings(last.current, { of: page, isLookedAt, now, cut });
  // An answer that is not there yet, or not all of it, holds nothing still.
  const isAnswered = isOfNow && !counting;
  useEffect(() => {
    const isStanding = isAnswered || last.current?.of === page;
    last.current = { of: isStanding ? page : undefined, findings: held.findings };
  });
  const oldest = held.findings.at(-1);
  return {
    ...held,
    value,
    problem,
    isFirst: before === undefined,
    showNewest: () => turn(() => []),
    refresh,
    showNewer: () => turn((places) => places.slice(0, -1)),
    showOlder: () => {
      if (oldest !== undefined) turn((places) => [...places, { id: oldest.id, lastTime: oldest.lastTime }]);
    },
  };
}

interface PageState {
  readonly choice: string;
  readonly places: readonly FindingPlace[];
  /** Grows with each turn, one to the same page too. */
  readonly turns: number;
}

/** The last findings of the pages before; another choice begins at its first page. */
function usePage(choice: string) {
  const [state, setState] = useState<PageState>({ choice, places: [], turns: 0 });
  const places = state.choice === choice ? state.places : [];
  const before = places.at(-1);
  const turn = (change: (places: readonly FindingPlace[]) => readonly FindingPlace[]): void =>
    setState(({ turns }) => ({ choice, places: change(places), turns: turns + 1 }));
  return {
    before,
    page: JSON.stringify([choice, before, state.turns]),
    turn,
    refresh: () => turn((same) => same),
  };
}
