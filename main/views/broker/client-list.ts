import type { ClientRow } from '../../../app/contract/areas/broker/clients.ts';
import type { Inspection } from '../../broker/inspect/inspection.ts';
import type { Peer } from '../../broker/peer/peer.ts';
import { cutText } from './cut-text.ts';
import type { ListColumn, ListDefinition } from './list-definition.ts';
import { fixed, volatile, wordMatcher } from './list-definition.ts';
import type { TrafficRates } from './traffic-rates.ts';
import { totalsOf } from './traffic-rates.ts';

/** The clients that are connected: one row for each connection, as a client that comes back is another one. */
export function clientList(broker: Inspection, rates: TrafficRates): ListDefinition<Peer, ClientRow> {
  return {
    count: () => broker.counts.connections,
    items: () => broker.connections(),
    membership: () => broker.versions.sessions,
    isGone: (connection) => !broker.isHere(connection),
    matcher: (filter) => {
      const matches = wordMatcher(filter);
      return matches && ((connection) => matches(textOf(connection)));
    },
    columns: columns(broker, rates),
    row: (connection, key) => rowOf(connection, key, rates, broker.clock.now()),
  };
}

/** What the words of a filter are looked for in. */
function textOf({ facts, client }: Peer): string {
  const { address, listener, transport } = facts.channel;
  const version = versionWords[client?.terms.version ?? 5];
  return [client?.session.clientId, facts.asked?.userName ?? '', address, listener, transport, version].join(
    '\n',
  );
}

const versionWords = { 3: 'MQTT 3.1', 4: 'MQTT 3.1.1', 5: 'MQTT 5.0' } as const;

function columns(broker: Inspection, rates: TrafficRates): ReadonlyMap<string, ListColumn<Peer>> {
  const rate = (name: 'bytesIn' | 'bytesOut' | 'messagesIn' | 'messagesOut') =>
    volatile<Peer>((connection) => rates.of(connection, broker.clock.now())[name]);
  return new Map<string, ListColumn<Peer>>([
    ['clientId', fixed(({ client }) => client?.session.clientId ?? '')],
    ['userName', fixed(({ facts }) => facts.asked?.userName ?? '')],
    ['address', fixed(({ facts }) => facts.channel.address)],
    ['listener', fixed(({ facts }) => facts.channel.listener)],
    ['transport', fixed(({ facts }) => facts.channel.transport)],
    ['version', fixed(({ client }) => client?.terms.version ?? 0)],
    ['keepAlive', fixed(({ client }) => client?.terms.keepAlive ?? 0)],
    ['since', fixed(({ facts }) => facts.since)],
    ['cleanStart', fixed(({ facts }) => Number(facts.asked?.isCleanStart ?? false))],
    ['will', fixed(({ client }) => Number(client?.will !== undefined))],
    ['subscriptions', volatile(({ client }) => client?.session.subscriptions.size ?? 0)],
    ['inFlight', volatile(({ client }) => client?.session.inFlight.size ?? 0)],
    ['queued', volatile(({ client }) => client?.session.queue.length ?? 0)],
    ['unsent', volatile(({ outbox }) => outbox.pendingBytes)],
    ['bytesIn', volatile(({ facts }) => facts.bytesIn)],
    ['bytesOut', volatile(({ outbox }) => outbox.written)],
    ['messageRateIn', rate('messagesIn')],
    ['messageRateOut', rate('messagesOut')],
    ['byteRateIn', rate('bytesIn')],
    ['byteRateOut', rate('bytesOut')],
  ]);
}

function rowOf(connection: Peer, key: number, rates: TrafficRates, now: number): ClientRow {
  const { facts, client, outbox } = connection;
  const { asked, channel } = facts;
  const session = client?.session;
  const rate = rates.of(connection, now);
  return {
    key,
    isGone: false,
    clientId: cutText(session?.clientId ?? ''),
    userName: asked?.userName === undefined ? undefined : cutText(asked.userName),
    address: channel.address.slice(0, 300),
    listener: channel.listener.slice(0, 200),
    transport: channel.transport,
    version: client?.terms.version ?? 4,
    keepAlive: client?.terms.keepAlive ?? 0,
    since: facts.since,
    isCleanStart: asked?.isCleanStart ?? false,
    hasWill: client?.will !== undefined,
    subscriptions: session?.subscriptions.size ?? 0,
    inFlight: session?.inFlight.size ?? 0,
    queued: session?.queue.length ?? 0,
    queuedBytes: session?.queue.bytes ?? 0,
    unsent: outbox.pendingBytes,
    ...totalsOf(connection),
    messageRateIn: rate.messagesIn,
    messageRateOut: rate.messagesOut,
    byteRateIn: rate.bytesIn,
    byteRateOut: rate.bytesOut,
  };
}
