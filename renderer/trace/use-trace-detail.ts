import { useMemo } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { shownDetail } from '../exchange/step-texts.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { chosenExchange } from '../state/trace-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFeed } from '../state/use-feed.ts';

/** The exchange that is chosen, or why it is not there. */
export interface FollowedTrace {
  readonly detail: TraceDetail | undefined;
  /** What was found in it. */
  readonly findings: readonly Finding[];
  /** False until the engine has said what there is. */
  readonly isKnown: boolean;
  readonly problem: ContractError | undefined;
}

/** The exchange that is looked at, as it goes on. */
export function useTraceDetail(): FollowedTrace {
  const source = useApp((state) => state.selection.source);
  const exchange = useApp(chosenExchange);
  const isWanted = source !== undefined && exchange !== undefined;
  const { value, problem } = useFeed('trace.exchange', isWanted ? { source, exchange } : undefined);
  const name = useApp((state) => chosenSource(state)?.name ?? '');
  const found = value?.detail;
  const detail = useMemo(() => found && shownDetail(found, name), [found, name]);
  return {
    detail: isWanted ? detail : undefined,
    findings: value?.findings ?? [],
    isKnown: value !== undefined,
    problem: isWanted ? problem : undefined,
  };
}
