import type { ClientDetail } from '../../../app/contract/areas/broker/clients.ts';
import type { Inspection } from '../../broker/inspect/inspection.ts';
import type { Peer } from '../../broker/peer/peer.ts';
import { cutText } from './cut-text.ts';
import { negotiated } from './negotiated.ts';
import { payloadStart } from './payload-start.ts';
import { subscriptionFactsOf } from './subscription-list.ts';

const mostSubscriptions = 100;
const mostProperties = 100;

/** Everything about one client that has no place in a row. */
export function clientDetail(peer: Peer, broker: Inspection): ClientDetail {
  const { client, facts } = peer;
  const subscriptions = [...(client?.session.subscriptions.values() ?? [])];
  const userProperties = facts.asked?.properties.userProperties ?? [];
  return {
    isGone: !broker.isHere(peer),
    clientId: client?.session.clientId ?? '',
    userName: facts.asked?.userName,
    certificateName: facts.channel.certificateName,
    address: facts.channel.address.slice(0, 300),
    values: negotiated(facts.asked, facts.granted),
    isSessionPresent: facts.granted?.isSessionPresent ?? false,
    userProperties: userProperties
      .slice(0, mostProperties)
      .map(([name, value]) => [cutText(name), cutText(value)]),
    will: willOf(client?.will),
    subscriptions: subscriptions.slice(0, mostSubscriptions).map(subscriptionFactsOf),
    moreSubscriptions: Math.max(0, subscriptions.length - mostSubscriptions),
  };
}

function willOf(will: Exclude<Peer['client'], undefined>['will'] | undefined): ClientDetail['will'] {
  if (will === undefined) return undefined;
  const preview = payloadStart(will.payload);
  return {
    topic: cutText(will.topic),
    qos: will.qos,
    retain: will.retain,
    size: will.payload.length,
    delay: will.properties.willDelayInterval ?? 0,
    preview: preview.text,
    isBinary: preview.isBinary,
  };
}
