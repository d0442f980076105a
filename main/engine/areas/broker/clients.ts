import { failure, success } from '../../../../app/contract/answer.ts';
import type { ClientAction } from '../../../../app/contract/areas/broker/clients.ts';
import type { CallOutput } from '../../../../app/contract/contract-types.ts';
import type { CallHandlers } from '../../../../app/contract/handlers.ts';
import { checkTopicName } from '../../../../app/mqtt/topic.ts';
import type { Peer } from '../../../broker/peer/peer.ts';
import { clientList } from '../../../views/broker/client-list.ts';
import { collect, forEachInSlices } from '../../../views/broker/collect.ts';
import { cutText } from '../../../views/broker/cut-text.ts';
import type { BrokerBook } from '../../broker/broker-book.ts';
import { brokerStopped } from '../../broker/broker-book.ts';
import { findPeer } from '../../broker/broker-client-feed.ts';
import { presentProperties } from '../../present-properties.ts';

type ClientCall = 'broker.clients.act' | 'broker.publishAs';

const namedIds = 5;

export function brokerClientCallHandlers(book: BrokerBook): Pick<CallHandlers, ClientCall> {
  return {
    'broker.clients.act': async ({ target, action, isDryRun }) => {
      const { broker, around } = book;
      if (broker === undefined) return brokerStopped;
      const peers = await collect(clientList(broker.inspection, book.rates), target, around);
      const effect = effectOf(peers, action);
      if (!isDryRun) await forEachInSlices(peers, around, (peer) => broker.control.act(peer, action));
      return success(effect);
    },
    'broker.publishAs': ({ key, message }) => {
      const { broker } = book;
      if (broker === undefined) return brokerStopped;
      const problem = checkTopicName(message.topic);
      if (problem !== undefined) return failure('invalid', `${problem.message} [${problem.clause}]`);
      const peer = findPeer(book, key);
      const properties = presentProperties(message.properties);
      const outcome = peer && broker.control.publishAs(peer, { ...message, properties });
      if (outcome?.ok === true) return success({ at: outcome.at, receivers: outcome.receivers });
      return outcome?.why === 'not allowed' ? notAllowed : gone;
    },
  };
}

function effectOf(peers: readonly Peer[], action: ClientAction): CallOutput<'broker.clients.act'> {
  const clients = peers.flatMap(({ client }) => client ?? []);
  const ends = action === 'expire' ? clients : clients.filter(({ session }) => session.expiry === 0);
  return {
    clients: clients.length,
    ids: clients.slice(0, namedIds).map(({ session }) => cutText(session.clientId)),
    wills: action === 'kickWithoutWill' ? 0 : clients.filter(({ will }) => will !== undefined).length,
    sessions: ends.length,
  };
}

const gone = failure('gone', 'That client is no longer connected.', 'Choose it again on the Broker screen.');
const notAllowed = failure(
  'failed',
  'The access rules do not allow this client to publish to that topic.',
  'Publish to another topic, or change the rules.',
);
