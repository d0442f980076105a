import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Subscription as Asked, Qos, SubscribePacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { parseShared } from '../../../app/mqtt/topic.ts';
import type { Core } from '../core.ts';
import type { Client } from '../peer/client.ts';
import type { Peer } from '../peer/peer.ts';
import type { Subscription } from '../routing/subscription.ts';
import { checkAvailable, refusalCode, tunedRefusal } from './filter-refusal.ts';
import type { Refusal } from './refusal.ts';

const quotaExceeded: Refusal = { reasonCode: 0x97, why: 'There are too many subscriptions.' };
const notAuthorized: Refusal = { reasonCode: 0x87, why: 'The access rules allow nothing of this filter.' };

/** µs that the filters of one packet may take until the others are looked at. */
const longestTurn = 20_000;

/** A SUBSCRIBE that is being worked off. */
interface Asking {
  readonly packet: SubscribePacket;
  readonly client: Client;
  readonly peer: Peer;
  readonly core: Core;
  /** What became of the first filters. */
  readonly outcomes: (Qos | Refusal)[];
}

/** SUBSCRIBE (clause 3.8): one SUBACK with a code for each filter, in their order; then what is retained. */
export function onSubscribe(packet: SubscribePacket, client: Client, peer: Peer, core: Core): void {
  checkAvailable(packet, client);
  goOn({ packet, client, peer, core, outcomes: [] });
}

/** One packet may have more than a hundred thousand filters, and each may meet thousands of access rules. */
function goOn(asking: Asking): void {
  const { packet, client, peer, core, outcomes } = asking;
  const identifier = packet.properties.subscriptionIdentifiers?.[0];
  const began = core.clock.now();
  // By their numbers: with a slice of what is left, as many copies as there are turns would be made of the list.
  for (;;) {
    const asked = packet.subscriptions[outcomes.length];
    if (asked === undefined) break;
    outcomes.push(subscribe(asked, identifier, client, core));
    if (core.clock.now() - began < longestTurn) continue;
    peer.stream.wait(nextTurn(), () => goOn(asking));
    return;
  }
  answer(asking);
}

function answer({ packet, client, peer, core, outcomes }: Asking): void {
  const reasonCodes = outcomes.map((outcome) =>
    typeof outcome === 'number' ? outcome : refusalCode(outcome, client),
  );
  const refusal = outcomes.find((outcome) => typeof outcome !== 'number');
  const properties = refusal === undefined ? noProperties : { reasonString: refusal.why };
  peer.send({ type: 'suback', id: packet.id, reasonCodes, properties });
  client.sender.pump();
  core.changed();
}

/** Subscribes to one filter and returns the granted QoS, or why not. */
function subscribe(asked: Asked, identifier: number | undefined, client: Client, core: Core): Qos | Refusal {
  const { session } = client;
  const refusal = tunedRefusal(asked.filter, client);
  if (refusal !== undefined) return refusal;
  const earlier = session.subscriptions.get(asked.filter);
  const subscription = makeSubscription(asked, identifier, client);
  if (session.rights?.maySubscribe(subscription.topicFilter) === false) {
    session.rights.refused('subscribe', subscription.topicFilter);
    // 3.1 cannot refuse a filter: the client is told QoS 0, and nothing comes.
    return client.terms.version === 3 ? 0 : notAuthorized;
  }
  if (earlier === undefined && !session.hasRoomFor(asked.filter)) {
    core.counters.refusedSubscriptions += 1;
    return quotaExceeded;
  }
  // Of another version "$share" may have meant something else: then it stands somewhere else among the filters.
  if (earlier !== undefined && earlier.shareName !== subscription.shareName) {
    core.subscriptions.remove(earlier);
  }
  session.subscribe(subscription);
  core.subscriptions.add(subscription);
  if (owesRetained(asked, subscription, earlier !== undefined)) session.backlog.add(asked.filter);
  return subscription.qos;
}

function makeSubscription(asked: Asked, identifier: number | undefined, client: Client): Subscription {
  const { filter, qos, noLocal, retainAsPublished, retainHandling } = asked;
  // Before 5.0 "$share" is a level like any other.
  const shared = client.terms.version === 5 ? parseShared(filter) : undefined;
  return {
    destination: client.session,
    filter,
    topicFilter: shared?.filter ?? filter,
    shareName: shared?.shareName,
    qos,
    noLocal,
    retainAsPublished,
    retainHandling,
    identifier,
    deliveries: 0,
  };
}

/** Retain Handling [MQTT-3.3.1-9] to [MQTT-3.3.1-11]; never for a shared subscription (clause 4.8.2). */
function owesRetained(asked: Asked, subscription: Subscription, isReplaced: boolean): boolean {
  if (subscription.shareName !== undefined) return false;
  return asked.retainHandling === 0 || (asked.retainHandling === 1 && !isReplaced);
}
