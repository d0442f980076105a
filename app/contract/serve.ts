import { unreachable } from '../base/assert.ts';
import type { Handlers, OnBug } from './handlers.ts';
import type { Port } from './port.ts';
import { ServedCalls } from './served-calls.ts';
import { ServedFeeds } from './served-feeds.ts';
import type { ClientMessage } from './wire.ts';
import { clientMessage } from './wire.ts';

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
