import { unreachable } from '../base/assert.ts';
import type { Answer } from './answer.ts';
import type { CallName } from './calls.ts';
import { Watches } from './client-watches.ts';
import type { CallInput, CallOutput, FeedParams, FeedValue } from './contract-types.ts';
import type { FeedName } from './feeds.ts';
import type { Pace, WatchListener } from './live-watch.ts';
import { PendingCalls } from './pending-calls.ts';
import type { Port } from './port.ts';
import type { ClientMessage, HostMessage } from './wire.ts';
import { hostMessage } from './wire.ts';

export interface Watch<Params> {
  /** Something else by the same feed: values that answer earlier parameters are no longer told. */
  update(params: Params): void;
  /**
   * Another window onto the same thing: values of the windows before are told until its own comes. Without them a
   * reader that moves faster than the engine reads would see nothing until it rests.
   */
  move(params: Params): void;
  stop(): void;
}

/** The engine as the interface sees it, over one port. */
export interface Client {
  /** Never rejects: what goes wrong is in the answer, `lost` when the port closed first. */
  call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    signal?: AbortSignal,
  ): Promise<Answer<CallOutput<N>>>;
  watch<N extends FeedName>(
    name: N,
    params: FeedParams<N>,
    listener: WatchListener<FeedValue<N>>,
  ): Watch<FeedParams<N>>;
}

interface ConnectOptions {
  /** When the next value of a feed may come; without it at once. */
  readonly pace?: Pace;
  /** Called once, when the port closed, after every call and watch was told. */
  readonly onClose?: () => void;
}

/** Speaks to whoever serves the other end of the port. Takes both listeners of the port. */
export function connect(port: Port, options: ConnectOptions = {}): Client {
  const post = (message: ClientMessage) => port.post(message);
  const calls = new PendingCalls(post);
  const watches = new Watches(post, options.pace ?? ((give) => give()));
  port.onMessage((message) => {
    const parsed = hostMessage.safeParse(message);
    if (parsed.success) dispatch(parsed.data, calls, watches);
    else port.close();
  });
  port.onClose(() => {
    calls.end();
    watches.end();
    options.onClose?.();
  });
  return {
    call: (name, input, signal) => calls.call(name, input, signal),
    watch: (name, params, listener) => watches.watch(name, params, listener),
  };
}

function dispatch(message: HostMessage, calls: PendingCalls, watches: Watches): void {
  switch (message.kind) {
    case 'answer':
      calls.answered(message.id, message.answer);
      break;
    case 'value':
      watches.arrived(message.id, message.update, message.value);
      break;
    case 'ended':
      watches.ended(message.id, message.error);
      break;
    default:
      unreachable(message);
  }
}
