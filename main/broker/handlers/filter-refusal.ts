import { unreachable } from '../../../app/base/assert.ts';
import { covers } from '../../../app/mqtt/covers.ts';
import type { SubscribePacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { parseShared } from '../../../app/mqtt/topic.ts';
import type { Client } from '../peer/client.ts';
import type { Refusal } from './refusal.ts';

const failureBefore5 = 0x80;

/** Ends the connection of a 5.0 client that asks for what its CONNACK said is not there (clause 3.2.2.3). */
export function checkAvailable({ properties, subscriptions }: SubscribePacket, client: Client): void {
  const { terms, tuning } = client;
  if (terms.version !== 5) return;
  if (!tuning.subscriptionIdentifiersAvailable && properties.subscriptionIdentifiers !== undefined) {
    throw new ProtocolError(0xa1, '3.2.2.3.12', 'Subscription identifiers are not available');
  }
  for (const { filter } of subscriptions) {
    if (!tuning.sharedSubscriptionAvailable && parseShared(filter) !== undefined) {
      throw new ProtocolError(0x9e, '3.2.2.3.13', 'Shared subscriptions are not available');
    }
    if (!tuning.wildcardSubscriptionAvailable && hasWildcard(filter)) {
      throw new ProtocolError(0xa2, '3.2.2.3.11', 'Subscriptions with wildcards are not available');
    }
  }
}

/** What the client's tuning has against a filter. */
export function tunedRefusal(filter: string, { terms, tuning }: Client): Refusal | undefined {
  // A 5.0 client has been disconnected for it; others are refused [MQTT-3.8.3-2].
  if (terms.version !== 5 && !tuning.wildcardSubscriptionAvailable && hasWildcard(filter)) {
    return { reasonCode: 0xa2, why: 'Subscriptions with wildcards are not available.' };
  }
  if (tuning.refusedFilters.length === 0) return undefined;
  const inner = terms.version === 5 ? parseShared(filter)?.filter : undefined;
  const refused = tuning.refusedFilters.find((one) => covers(one.filter, inner ?? filter));
  if (refused === undefined) return undefined;
  return { reasonCode: refused.reasonCode, why: `The filter ${refused.filter} is refused by the settings.` };
}

/** The code that says it in the client's version. */
export function refusalCode({ reasonCode, why }: Refusal, { terms }: Client): number {
  switch (terms.version) {
    case 5:
      return reasonCode;
    case 4:
      return failureBefore5;
    case 3:
      // 3.1 has no code for it.
      throw new ProtocolError(reasonCode, '3.9', why.replace(/\.$/, ''));
    default:
      return unreachable(terms.version);
  }
}

function hasWildcard(filter: string): boolean {
  return filter.includes('#') || filter.includes('+');
}
