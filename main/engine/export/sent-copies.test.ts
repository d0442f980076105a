import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { tshark } from '../../trace-files/testing/tshark.ts';
import { brokerSource } from '../source-list.ts';
import { exported, lines } from '../testing/exported.ts';
import { makeFolder, startEngine } from '../testing/running-engine.ts';
import { until } from '../testing/until.ts';

const run = promisify(execFile);

async function startBroker(client: Client): Promise<number> {
  const plan = { port: 0, wsPort: 0, network: false, allowedOrigins: [], whenTaken: 'ask' } as const;
  await client.call('broker.start', { ...plan, allowedOrigins: [] });
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  const port = state.kind === 'running' ? state.listeners[0]?.port : undefined;
  if (port === undefined) throw new Error('no listener');
  return port;
}

const sentLine = z.object({
  client: z.string(),
  fields: z.object({ qos: z.number(), payload: z.object({ text: z.string() }) }),
});

/** A subscriber that leaves after so many messages. */
async function subscribe(
  port: number,
  clientId: string,
  qos: 0 | 1 | 2,
  protocolVersion: 4 | 5,
  count: number,
) {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId, protocolVersion });
  onTestFinished(() => client.endAsync(true));
  await client.subscribeAsync('lab/#', { qos });
  let left = count;
  const ended = new Promise<void>((resolve) => {
    client.on('message', () => {
      left -= 1;
      if (left === 0) resolve(client.endAsync());
    });
  });
  return { ended };
}

test('what the broker sent on stands in an export as packets of its receivers, rebuilt and said to be', async () => {
  const { client } = await startEngine(await makeFolder());
  const port = await startBroker(client);
  const subscribers = [
    await subscribe(port, 'zero', 0, 4, 3),
    await subscribe(port, 'one', 1, 5, 3),
    await subscribe(port, 'two', 2, 5, 3),
  ];

  for (const qos of [0, 1, 2]) {
    await run('mosquitto_pub', [
      ...['-p', String(port), '-i', `p${qos}`, '-q', String(qos), '-t', `lab/${qos}`, '-m', `payload ${qos}`],
    ]);
  }
  await Promise.all(subscribers.map(({ ended }) => ended));
  await until(client, 'status', { source: brokerSource }, ({ clients }) => clients === 0);
  const { file } = await exported(client, brokerSource, 'pcapng', { kind: 'range' });
  const text = await exported(client, brokerSource, 'jsonl', { kind: 'range' });

  const fields = ['frame.comment', 'tcp.srcport', 'tcp.stream', 'mqtt.msgtype', 'mqtt.clientid'];
  const parts = ['mqtt.qos', 'mqtt.topic', 'mqtt.msg', 'tcp.analysis.flags', '_ws.malformed'];
  const frames = await tshark(file, [...fields, ...parts]);
  const clients = new Map(
    frames
      .map((frame) => [frame['tcp.stream']?.[0], frame['mqtt.clientid']?.[0]] as const)
      .filter(([, id]) => id !== undefined),
  );
  const sent = frames
    .filter((frame) => frame['tcp.srcport']?.[0] === '1883' && frame['mqtt.msgtype']?.[0] === '3')
    .map((frame) =>
      [
        clients.get(frame['tcp.stream']?.[0]),
        frame['mqtt.topic']?.[0],
        frame['mqtt.qos']?.[0],
        Buffer.from(frame['mqtt.msg']?.[0] ?? '', 'hex').toString(),
        frame['frame.comment']?.[0]?.startsWith('rebuilt: '),
      ].join(' '),
    );
  expect(sent.toSorted()).toEqual([
    'one lab/0 0 payload 0 true',
    'one lab/1 1 payload 1 true',
    'one lab/2 1 payload 2 true',
    'two lab/0 0 payload 0 true',
    'two lab/1 1 payload 1 true',
    'two lab/2 2 payload 2 true',
    'zero lab/0 0 payload 0 true',
    'zero lab/1 0 payload 1 true',
    'zero lab/2 0 payload 2 true',
  ]);
  expect(frames.filter((frame) => 'tcp.analysis.flags' in frame || '_ws.malformed' in frame)).toEqual([]);
  const rebuilt = lines(text.file).filter(({ comment }) => String(comment).startsWith('rebuilt'));
  expect(rebuilt).toHaveLength(9);
  const one = await exported(client, brokerSource, 'jsonl', {
    kind: 'list',
    filter: 'client:p0',
    deliveries: false,
  });
  const copies = lines(one.file).filter(({ type, direction }) => type === 'packet' && direction === 'sent');
  const receivers = copies.filter(({ packet }) => packet === 'publish').map((line) => line['client']);
  expect(receivers.toSorted()).toEqual(['one', 'two', 'zero']);
});

test('a will, and what is published by hand, stand in a capture as what subscribers got: no client sent it', async () => {
  const { client } = await startEngine(await makeFolder());
  const port = await startBroker(client);
  const { ended } = await subscribe(port, 'watcher', 1, 5, 2);
  const will = { topic: 'lab/gone', payload: Buffer.from('gone'), qos: 1, retain: false } as const;
  const doomed = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: 'doomed',
    will,
    reconnectPeriod: 0,
  });
  const list = { filter: 'doomed', sort: { column: 'client', isDescending: false }, from: 0, count: 9 };
  const [row] = (
    await until(
      client,
      'brokerClients',
      { ...list, isStill: false, renewal: 0 },
      ({ rows }) => rows.length > 0,
    )
  ).rows;
  const payload = new Uint8Array(Buffer.from('x'));
  const message = { topic: 'lab/hand', payload, qos: 1, retain: false, properties: {} } as const;
  await client.call('broker.publishAs', { key: row?.key ?? 0, message });
  doomed.stream.destroy();
  await ended;
  await until(client, 'status', { source: brokerSource }, ({ clients }) => clients === 0);

  const all = await exported(client, brokerSource, 'pcapng', { kind: 'range' });
  const one = await exported(client, brokerSource, 'pcapng', {
    kind: 'list',
    filter: 'client:doomed',
    deliveries: false,
  });

  const parts = ['tcp.srcport', 'tcp.flags.syn', 'tcp.analysis.flags', '_ws.malformed', 'frame.comment'];
  for (const { file } of [all, one]) {
    const frames = await tshark(file, ['mqtt.msgtype', 'mqtt.topic', 'mqtt.clientid', ...parts]);
    const publishes = frames.filter((frame) => frame['mqtt.msgtype']?.[0] === '3');
    expect(publishes.map((frame) => [frame['tcp.srcport'], frame['mqtt.topic']])).toEqual([
      [['1883'], ['lab/hand']],
      [['1883'], ['lab/gone']],
    ]);
    expect(frames.filter((frame) => 'tcp.analysis.flags' in frame || '_ws.malformed' in frame)).toEqual([]);
    expect(frames.flatMap((frame) => frame['frame.comment'] ?? [])).toContain(
      'before this the broker published the will of doomed: no packet of that crossed from the client',
    );
    expect(frames.flatMap((frame) => frame['frame.comment'] ?? [])).toContain(
      'before this somebody published 1 message by hand in the name of doomed: no packet of that crossed from the client',
    );
  }
  expect([all.progress?.uncrossed, one.progress?.uncrossed]).toEqual([2, 2]);
  const text = await exported(client, brokerSource, 'jsonl', { kind: 'range' });
  const entered = lines(text.file).filter(
    (line) => line['packet'] === 'publish' && line['direction'] === 'received',
  );
  expect(
    entered.map(({ client: name, will: isWill, byHand, faults }) => [name, isWill, byHand, faults]),
  ).toEqual([
    ['doomed', undefined, true, undefined],
    ['doomed', true, undefined, undefined],
  ]);
  const connects = await tshark(all.file, ['mqtt.clientid']);
  const ids = connects.flatMap((frame) => frame['mqtt.clientid'] ?? []);
  expect(ids.toSorted()).toEqual(['doomed', 'watcher']);
});

test('of a shared subscription the member that got a message stands in an export, at each QoS', async () => {
  const { client } = await startEngine(await makeFolder());
  const port = await startBroker(client);
  const got: string[] = [];
  for (const clientId of ['left', 'right']) {
    const member = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId, protocolVersion: 5 });
    onTestFinished(() => member.endAsync(true));
    member.on('message', (_topic, payload, { qos }) => got.push(`${clientId} ${payload} at ${qos}`));
    await member.subscribeAsync('$share/workers/lab/#', { qos: 1 });
  }
  const publisher = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'p' });
  onTestFinished(() => publisher.endAsync(true));

  for (let number = 0; number < 6; number += 1) {
    await publisher.publishAsync('lab/x', String(number), { qos: number < 4 ? 0 : 1 });
  }
  await vi.waitUntil(() => got.length === 6, { timeout: 10_000 });
  const publishes = async () =>
    lines((await exported(client, brokerSource, 'jsonl', { kind: 'range' })).file)
      .filter(({ packet, direction }) => packet === 'publish' && direction === 'sent')
      .map((line) => sentLine.parse(line))
      .map(({ client: receiver, fields }) => `${receiver} ${fields.payload.text} at ${fields.qos}`);
  await vi.waitUntil(async () => (await publishes()).length >= 6, { timeout: 10_000 });

  expect((await publishes()).toSorted()).toEqual(got.toSorted());
  expect(new Set(got.map((line) => line.split(' ')[0]))).toEqual(new Set(['left', 'right']));
});

test('a copy that a fault touched is in an export as the packet that it was, and not again', async () => {
  const { client } = await startEngine(await makeFolder());
  const port = await startBroker(client);
  const fault = { kind: 'duplicate', copies: 1 } as const;
  const rule = faultRule.parse({
    name: 'twice',
    enabled: true,
    direction: 'sent',
    packets: ['publish'],
    fault,
  });
  const put = await client.call('faults.put', { rule });
  const on = await client.call('faults.switch', { on: true });
  const { ended } = await subscribe(port, 'one', 1, 5, 4);

  for (const qos of [0, 1]) {
    await run('mosquitto_pub', ['-p', String(port), '-q', String(qos), '-t', `lab/${qos}`, '-m', 'x']);
  }
  await ended;
  const { file } = await exported(client, brokerSource, 'jsonl', { kind: 'range' });

  expect([put.ok, on.ok]).toEqual([true, true]);
  const sent = lines(file).filter(({ packet, direction }) => packet === 'publish' && direction === 'sent');
  expect(sent.map(({ faults, comment }) => [faults, comment])).toEqual([
    [['twice: duplicated 1/2'], undefined],
    [['twice: duplicated 2/2'], undefined],
    [['twice: duplicated 1/2'], undefined],
    [['twice: duplicated 2/2'], undefined],
  ]);
});
