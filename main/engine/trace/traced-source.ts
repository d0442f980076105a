import type { TracedSource } from '../../trace/exchange.ts';
import { brokerSource } from '../source-list.ts';

/** What sources are by their names: the embedded broker, a recording, else a connection of ours. */
export function tracedSource(name: string): TracedSource {
  if (name === brokerSource) return { clientSide: 'received', isBroker: true, isUnjudged: false };
  // What clients say lies in a recording as what the broker hears.
  if (name.startsWith('recording-')) return { clientSide: 'received', isBroker: false, isUnjudged: true };
  return { clientSide: 'sent', isBroker: false, isUnjudged: false };
}
