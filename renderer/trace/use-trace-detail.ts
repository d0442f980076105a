import type { ContractError } from '../../app/contract/answer.ts';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import { chosenExchange } from '../state/trace-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFeed } from '../state/use-feed.ts';

export interface FollowedTrace {
  readonly detail: TraceDetail | undefined;
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
  return {
    detail: isWanted ? value?.detail : undefined,
    isKnown: value !== undefined,
    problem: isWanted ? problem : undefined,
  };
}
