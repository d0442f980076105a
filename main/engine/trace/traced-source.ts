import type { TracedSource } from '../../trace/exchange.ts';
import { brokerSource } from '../source-list.ts';

/** What sources are by their names: the embedded broker, a recording, else a connection of ours. */
export function tracedSource(name: string): TracedSource {
  if (name === brokerSource) return { clientSide: 'received', isBroker: true };
  if (name.startsWith('recording-')) return { clientSide: undefined, isBroker: false };
  return { clientSide: 'sent', isBroker: false };
}
