import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Packet } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { connack, startFakeBroker } from '../../connection/testing/fake-broker.ts';
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
