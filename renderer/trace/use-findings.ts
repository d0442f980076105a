import { useEffect, useRef, useState } from 'react';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import type { FindingPlace, FindingsValue } from '../../app/contract/areas/trace/trace.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import type { Followed } from '../state/use-feed.ts';
import { useFeed } from '../state/use-feed.ts';
import type { HeldFindings } from './held-findings.ts';
import { heldFindings } from './held-findings.ts';

/** A page of findings, and the way to the others. */
export interface FindingPages extends HeldFindings {
  readonly value: FindingsValue | undefined;
  readonly problem: Followed<'trace.findings'>['problem'];
  readonly isFirst: boolean;
  readonly showNewest: () => void;
  readonly showNewer: () => void;
  readonly showOlder: () => void;
}

/** Follows the findings that the filter lets through, a page at a time; while they are held nothing moves. */
export function useFindings(isHeld: boolean): FindingPages {
  const source = useApp((state) => state.selection.source);
  const kind = useApp((state) => state.trace.findingKind);
  const filter = useApp((state) => traceFilter(state).text);
  const choice = JSON.stringify([source, kind, filter]);
  const { page, before, turn } = usePage(choice);
  const { value, problem } = useFeed(
    'trace.findings',
    source === undefined ? undefined : { source, kind, filter, from: 0, before },
  );
  const last = useRef<{ readonly page: string; readonly findings: readonly Finding[] }>(undefined);
  const now = value?.findings ?? [];
  const shown = isHeld && last.current?.page === page ? last.current.findings : undefined;
  const held = shown === undefined ? { findings: now, more: 0 } : heldFindings(shown, now, value?.cut ?? 0);
  useEffect(() => {
    last.current = { page, findings: held.findings };
  });
  const oldest = held.findings.at(-1);
  return {
    ...held,
    value,
    problem,
    isFirst: before === undefined,
    showNewest: () => turn(() => []),
    showNewer: () => turn((places) => places.slice(0, -1)),
    showOlder: () => {
      if (oldest !== undefined) turn((places) => [...places, { id: oldest.id, lastTime: oldest.lastTime }]);
    },
  };
}

/** The last findings of the pages before; another choice begins at its first page. */
function usePage(choice: string) {
  const [state, setState] = useState<{ readonly choice: string; readonly places: readonly FindingPlace[] }>({
    choice,
    places: [],
  });
  const places = state.choice === choice ? state.places : [];
  const before = places.at(-1);
  return {
    before,
    page: JSON.stringify([choice, before]),
    turn: (change: (places: readonly FindingPlace[]) => readonly FindingPlace[]): void =>
      setState({ choice, places: change(places) }),
  };
}
