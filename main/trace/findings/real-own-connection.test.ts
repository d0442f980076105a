import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Packet } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { faultsOn } from '../../broker/testing/fault-rules.ts';
import { output, run } from '../../broker/testing/programs.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { ack, connack, startFakeBroker } from '../../connection/testing/fake-broker.ts';
import { subscriptionTo } from '../../connection/testing/setup.ts';
import { lines } from '../testing/found.ts';
import { liveTraces } from '../testing/live-traces.ts';
import { ownConnection } from '../testing/own-connection.ts';
import { connection } from '../testing/traced.ts';

interface Retained {
  /** Milliseconds. */
  readonly after: number;
  /** As the threshold: so long after SUBACK it belongs to SUBSCRIBE. */
  readonly retainedSeconds: number;
  readonly retainAsPublished?: boolean;
}

/** A connection of ours that has subscribed to `t`, to a server that sends a message with RETAIN later. */
async function retained({ after, retainedSeconds, retainAsPublished = false }: Retained) {
  const traces = liveTraces(connection, { retainedSeconds });
  const message: Packet = {
    type: 'publish',
    topic: 't',
    payload: Buffer.from('x'),
    qos: 0,
    retain: true,
    dup: false,
    id: 0,
    properties: noProperties,
  };
  const server = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(false));
    if (packet.type !== 'subscribe') return;
    peer.send({ type: 'suback', id: packet.id, reasonCodes: [1], properties: noProperties });
    void setTimeout(after).then(() => peer.send(message));
  });
  onTestFinished(() => server.close());
  const subscriptions = [{ ...subscriptionTo('t', 1), retainAsPublished }];
  await ownConnection(traces.recorder, { port: server.port, subscriptions });
  while (![...traces.traced().exchanges.values()].some(({ kind }) => kind === 'publish')) await setTimeout(5);
  return traces;
}

test('a server that does not clear RETAIN on a live subscription', async () => {
  const traces = await retained({ after: 150, retainedSeconds: 0.1 });

  expect(await traces.untilFound('retained-to-live')).toEqual(['retained-to-live']);
});

test('near miss of retained-to-live: a retained message that a SUBSCRIBE asks for, and RETAIN as it was published', async () => {
  const asked = await retained({ after: 0, retainedSeconds: 60 });
  const asPublished = await retained({ after: 150, retainedSeconds: 0.1, retainAsPublished: true });

  expect([lines(asked.found()), lines(asPublished.found())]).toEqual([[], []]);
});

test('a session that is there after a clean start', async () => {
  const traces = liveTraces(connection);
  const server = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') peer.send(connack(true));
  });
  onTestFinished(() => server.close());
  void ownConnection(traces.recorder, { port: server.port, cleanStart: true }).catch(() => undefined);

  expect(await traces.untilFound('session-present')).toEqual(['session-present']);
});

/** What a connection of ours keeps of its session. */
const kept = { cleanStart: false, sessionExpiry: 600, subscriptions: [subscriptionTo('t', 2)] };

test('a broker that never gets PUBACK sends to a connection of ours again', async () => {
  const traces = liveTraces(connection);
  const { port } = await testBroker({
    faults: faultsOn({
      ...{ direction: 'received', packets: ['puback'], times: 1 },
      fault: { kind: 'close', how: 'reset', at: 'before' },
    }),
  });
  await ownConnection(traces.recorder, { port, ...kept });
  await output(run('mosquitto_pub', '-p', String(port), '-t', 't', '-q', '1', '-m', 'x'));

  expect(await traces.untilFound('duplicate')).toEqual(['resent', 'duplicate']);
});

test('a server that sends a message at QoS 2 again to a connection of ours, which has got it', async () => {
  const traces = liveTraces(connection);
  const message: Packet = {
    ...{ type: 'publish', topic: 't', payload: Buffer.from('x'), properties: noProperties },
    ...{ qos: 2, retain: false, dup: false, id: 7 },
  };
  const server = await startFakeBroker(5, (packet, peer) => {
    if (packet.type === 'connect') {
      peer.send(connack(peer.number > 0));
      peer.send({ ...message, dup: peer.number > 0 });
    }
    if (packet.type === 'pubrec') peer.send(ack('pubrel', packet.id));
    if (packet.type === 'pubcomp') peer.drop();
  });
  onTestFinished(() => server.close());
  void ownConnection(traces.recorder, { port: server.port, ...kept, subscriptions: [] }).catch(
    () => undefined,
  );

  expect(await traces.untilFound('duplicate-qos2')).toEqual(['resent', 'duplicate-qos2']);
});
