import type { Answer, Failure } from './answer.ts';
import type { CallName } from './calls.ts';
import type { CallInput, CallOutput, FeedParams, FeedValue } from './contract-types.ts';
import type { FeedSource } from './feed-source.ts';
import type { FeedName } from './feeds.ts';

interface CallContext {
  /** Aborted when the caller gave up or its port closed. */
  readonly signal: AbortSignal;
}

/** Answers to calls, by name. An area answers its own with `Pick<CallHandlers, …>`; the engine puts them together. */
export type CallHandlers = {
  readonly [N in CallName]: (
    input: CallInput<N>,
    context: CallContext,
  ) => Answer<CallOutput<N>> | Promise<Answer<CallOutput<N>>>;
};

/** Makes the source of a watch, or says why there is none. `changed` may be called at any time, even after `close`. */
export type FeedHandlers = {
  readonly [N in FeedName]: (
    params: FeedParams<N>,
    changed: () => void,
  ) => FeedSource<FeedParams<N>, FeedValue<N>> | Failure;
};

export interface Handlers {
  readonly calls: CallHandlers;
  readonly feeds: FeedHandlers;
}

/** Told of every throw out of a handler: a bug of ours. `where` is the name of the call or feed. */
export type OnBug = (error: unknown, where: string) => void;
