import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { HeldType } from '../../app/contract/areas/lab.ts';
import { output, run } from '../broker/testing/programs.ts';
import { testBroker } from '../broker/testing/test-broker.ts';
import { subscriptionTo } from '../connection/testing/setup.ts';
import { liveTraces } from './testing/live-traces.ts';
import { ownConnection } from './testing/own-connection.ts';
import { connection as source } from './testing/traced.ts';

/** A connection of ours that gets what mosquitto_pub publishes, and what is traced of it. */
async function setup() {
  const traces = liveTraces(source);
  const { port } = await testBroker();
  const connection = await ownConnection(traces.recorder, { port, subscriptions: [subscriptionTo('t', 2)] });
  const published = (qos: 1 | 2) =>
    output(run('mosquitto_pub', '-p', String(port), '-t', 't', '-q', String(qos), '-m', 'x'));
  const until = async (wanted: string) => {
    for (;;) {
      const exchange = [...traces.traced().exchanges.values()].find(({ kind }) => kind === 'publish');
      const line = exchange === undefined ? '' : `${exchange.outcome}, ${exchange.awaiting ?? 'over'}`;
      if (exchange !== undefined && line === wanted) return exchange.detail.replace(/\d+ ms/, 'n ms');
      await setTimeout(10);
    }
  };
  return { traces, lab: connection.lab, connection, published, until };
}

test.each<[HeldType, 1 | 2]>([
  ['puback', 1],
  ['pubrec', 2],
  ['pubcomp', 2],
])('a message whose %s the session lab holds back is held, until it is let go', async (hold, qos) => {
  const { traces, lab, published, until } = await setup();
  lab.set({ holds: [hold], delayMs: 0 });
  await published(qos);

  const whileHeld = await until(`held, ${hold}`);
  lab.release(undefined);
  const afterwards = await until('complete, over');

  expect([whileHeld, afterwards]).toEqual(['session lab: held', 'session lab: held n ms']);
  expect(traces.found()).toEqual([]);
});

test('a message whose PUBACK the session lab delays is held meanwhile', async () => {
  const { lab, published, until } = await setup();
  lab.set({ holds: [], delayMs: 200 });
  await published(1);

  expect([await until('held, puback'), await until('complete, over')]).toEqual([
    'session lab: held',
    'session lab: held n ms',
  ]);
});

test('a message of ours whose PUBREL the session lab holds back is held', async () => {
  const { lab, connection, until } = await setup();
  lab.set({ holds: ['pubrel'], delayMs: 0 });
  const message = {
    topic: 'other',
    payload: Buffer.from('1'),
    qos: 2,
    retain: false,
    properties: {},
  } as const;
  const outcome = connection.publish(message, undefined);
  const whileHeld = await until('held, pubrel');
  lab.release(undefined);

  expect(whileHeld).toBe('session lab: held');
  expect(await outcome).toMatchObject({ ok: true });
});

test.each<[1 | 2, string]>([
  [1, 'puback 0x97'],
  [2, 'pubrec 0x97'],
])(
  'a message at QoS %i that the session lab has answered with a chosen reason says so',
  async (qos, said) => {
    const { traces, lab, published, until } = await setup();
    lab.set({ holds: [], delayMs: 0, reasonCode: 0x97 });
    await published(qos);

    expect(await until('refused, over')).toBe('session lab: rewritten to 0x97');
    expect(
      traces
        .traced()
        .lines()
        .filter((line) => line.startsWith('publish')),
    ).toEqual([expect.stringContaining(`refused ${said}`)]);
  },
);

test('what was held back when the connection was lost is held no longer', async () => {
  const { lab, published, until } = await setup();
  lab.set({ holds: ['puback'], delayMs: 0 });
  await published(1);
  await until('held, puback');
  lab.act({ do: 'die' });

  expect(await until('abandoned, over')).toBe('Session lost: it ended with its connection.');
});
