import { unreachable } from '../base/assert.ts';
import type { Answer, Failure } from './answer.ts';
import type { CallName } from './calls.ts';
import type { CallInput, CallOutput, FeedParams, FeedValue } from './contract-types.ts';
import type { FeedSource } from './feed-source.ts';
import type { FeedName } from './feeds.ts';
import type { Port } from './port.ts';
import { ServedCalls } from './served-calls.ts';
import { ServedFeeds } from './served-feeds.ts';
import type { ClientMessage } from './wire.ts';
import { clientMessage } from './wire.ts';

export interface CallContext {
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

/** Answers everything that comes over the port until it closes. Nothing of it outlives the port. */
export function serve(port: Port, handlers: Handlers, onBug: OnBug): void {
  const calls = new ServedCalls(port, handlers.calls, onBug);
  const feeds = new ServedFeeds(port, handlers.feeds, onBug);
  port.onClose(() => {
    calls.end();
    feeds.end();
  });
  port.onMessage((message) => {
    const parsed = clientMessage.safeParse(message);
    // Whoever does not speak the wire cannot be answered by number.
    if (parsed.success) dispatch(parsed.data, calls, feeds);
    else port.close();
  });
}

function dispatch(message: ClientMessage, calls: ServedCalls, feeds: ServedFeeds): void {
  switch (message.kind) {
    case 'call':
      calls.call(message.id, message.name, message.input);
      break;
    case 'cancel':
      calls.cancel(message.id);
      break;
    case 'watch':
      feeds.watch(message.id, message.name, message.params);
      break;
    case 'update':
      feeds.update(message.id, message.update, message.params);
      break;
    case 'taken':
      feeds.taken(message.id);
      break;
    case 'unwatch':
      feeds.unwatch(message.id);
      break;
    default:
      unreachable(message);
  }
}
