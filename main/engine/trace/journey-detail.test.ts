import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import { afterEach, expect, test } from 'vitest';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { TraceListValue } from '../../../app/contract/areas/trace/trace.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { connect } from '../../../app/contract/connect.ts';
import type { FeedParams, FeedValue } from '../../../app/contract/contract-types.ts';
import type { FeedName } from '../../../app/contract/feeds.ts';
import { memoryPorts } from '../../../app/contract/ports/memory-port.ts';
import { acknowledge, disconnect } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { createEngine } from '../engine.ts';
import { brokerSource } from '../source-list.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'journeys-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const made = await createEngine({
    kind: 'web',
    versions: [],
    configFolder: folder,
    defaultDataFolder: path.join(folder, 'data'),
    licencesFile: new URL('file:///nowhere'),
  });
  if (!made.ok) throw new Error(made.error.message);
  cleanUps.push(() => made.value.close());
  const [near, far] = memoryPorts();
  made.value.serve(far);
  const client = connect(near);
  await client.call('broker.start', {
    port: 0,
    wsPort: 0,
    network: false,
    allowedOrigins: [],
    whenTaken: 'ask',
  });
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  const port = state.kind === 'running' ? (state.listeners[0]?.port ?? 0) : 0;
  const publisher = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: 'press-plc-1',
    protocolVersion: 5,
  });
  cleanUps.push(() => publisher.endAsync(true));
  return { client, port, publisher };
}

function until<N extends FeedName>(
  client: Client,
  name: N,
  params: FeedParams<N>,
  isWanted: (value: FeedValue<N>) => boolean,
): Promise<FeedValue<N>> {
  return new Promise((resolve, reject) => {
    const watch = client.watch(name, params, {
      value: (value) => {
        if (!isWanted(value)) return;
        watch.stop();
        resolve(value);
      },
      ended: (error) => reject(new Error(error.message)),
    });
  });
}

type Row = TraceListValue['rows'][number];

/** The messages and deliveries, once they are as wanted. */
async function rows(client: Client, isWanted: (rows: readonly Row[]) => boolean): Promise<readonly Row[]> {
  const window = { at: 'end', count: 200 } as const;
  const params = { source: brokerSource, deliveries: true, window };
  const value = await until(client, 'trace.list', params, ({ rows }) => isWanted(messages(rows)));
  return messages(value.rows);
}

function messages(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ kind }) => kind === 'publish' || kind === 'delivery');
}

/** `publish press-plc-1 alarm Q2→Q1 resent 1/1`: of a message how many of its deliveries are done. */
function line({ kind, client, what, qos, deliveredQos, outcome, deliveries, detail }: Row): string {
  const reach = deliveries === undefined ? '' : ` ${deliveries.done}/${deliveries.total}`;
  const to = deliveredQos === undefined ? '' : `→Q${deliveredQos}`;
  return `${kind} ${client} ${what.text} Q${qos}${to} ${outcome}${reach}${detail === '' ? '' : ` (${detail})`}`;
}

async function detailOf(client: Client, exchange: number): Promise<TraceDetail | undefined> {
  const params = { source: brokerSource, exchange };
  return (await until(client, 'trace.exchange', params, ({ detail }) => detail !== undefined)).detail;
}

function stepsOf(detail: TraceDetail | undefined): string[] {
  const names = detail?.participants.map(({ name, role }) => (name === '' ? role : name)) ?? [];
  return (detail?.steps ?? []).map(({ from, to, kind, packet, qos, packetId, dup, isContext, note }) => {
    const what = kind === 'packet' ? packet : kind;
    const parts = [`${names[from]}>${names[to]}`, what, ...(qos === undefined ? [] : [`q${qos}`])];
    // npm mqtt begins with any identifier.
    const isPublishers = names[from] === 'press-plc-1' || names[to] === 'press-plc-1';
    if (packetId !== undefined) parts.push(isPublishers ? 'id' : `id ${packetId}`);
    if (dup) parts.push('DUP');
    if (kind === 'routed') parts.push(note.text);
    return [...parts, ...(isContext ? ['(context)'] : [])].join(' ');
  });
}

const sleeper = { id: 'historian', clean: false };

test('a receiver is killed before it acknowledges and comes back: its message is sent again, and the journey says so', async () => {
  const { client, port, publisher } = await setup();
  const { client: first } = await connected(port, 4, sleeper);
  await first.subscribed(4, 'plant/#', 1);
  await publisher.publishAsync('plant/alarm', 'hot', { qos: 2 });
  expect((await first.next()).slice(0, 2)).toBe('32');
  first.socket.destroy();
  await rows(client, (all) =>
    all.some(({ kind, outcome }) => kind === 'delivery' && outcome === 'in-flight'),
  );
  const { client: again } = await connected(port, 4, sleeper);
  expect((await again.next()).slice(0, 2)).toBe('3a');
  again.send(acknowledge(0x40, 1));

  const all = await rows(client, (found) => found.some(({ deliveries }) => deliveries?.done === 1));
  const message = all.find(({ kind }) => kind === 'publish');
  const detail = await detailOf(client, message?.id ?? 0);
  const copy = detail?.steps.findLast(({ packet, from }) => packet === 'publish' && from !== 0);
  const packet = await client.call('packet.read', { source: brokerSource, sequence: copy?.sequence ?? 0 });

  expect(all.map(line)).toEqual([
    'publish press-plc-1 plant/alarm Q2→Q1 complete 1/1',
    'delivery historian plant/alarm Q1 resent',
  ]);
  expect(stepsOf(detail)).toEqual([
    'press-plc-1>broker connect (context)',
    'broker>press-plc-1 connack (context)',
    'historian>broker connect (context)',
    'broker>historian connack (context)',
    'press-plc-1>broker publish q2 id',
    'broker>broker routed historian (plant/# at QoS 1)',
    'broker>historian publish q1 id 1',
    'broker>press-plc-1 pubrec id',
    'press-plc-1>broker pubrel id',
    'broker>press-plc-1 pubcomp id',
    'broker>historian lost',
    'historian>broker connect (context)',
    'broker>historian connack (context)',
    'broker>historian publish q1 id 1 DUP',
    'historian>broker puback id 1',
  ]);
  expect(packet).toMatchObject({
    ok: true,
    value: { type: 'publish', isRebuilt: true, client: 'historian', topic: 'plant/alarm', qos: 1, dup: true },
  });
  const sent = Buffer.from(packet.ok ? packet.value.frame : []).toString('hex');
  expect(sent).toBe('3a12000b706c616e742f616c61726d0001686f74');
});

test('what waits for a sleeper is delivered later, expires, or is lost with its session', async () => {
  const { client, port, publisher } = await setup();
  const { client: first } = await connected(port, 4, sleeper);
  await first.subscribed(4, 'plant/#', 1);
  first.send(disconnect());
  await once(first.socket, 'close');
  const soon = { qos: 1, properties: { messageExpiryInterval: 1 } } as const;
  await publisher.publishAsync('plant/a', '1', { qos: 1 });
  await publisher.publishAsync('plant/b', '1', soon);
  const waiting = await rows(client, (all) => all.filter(({ outcome }) => outcome === 'queued').length === 2);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const { client: again } = await connected(port, 4, sleeper);
  await again.next();
  again.send(acknowledge(0x40, 1), disconnect());
  await once(again.socket, 'close');
  await publisher.publishAsync('plant/c', '1', { qos: 1 });
  await rows(client, (all) => all.filter(({ outcome }) => outcome === 'queued').length === 1);
  await connected(port, 4, { id: 'historian' });

  const all = await rows(client, (found) => found.some(({ outcome }) => outcome === 'abandoned'));
  expect(waiting.map(line)).toEqual([
    'publish press-plc-1 plant/a Q1 complete 0/1',
    'publish press-plc-1 plant/b Q1 complete 0/1',
    'delivery historian plant/a Q1 queued',
    'delivery historian plant/b Q1 queued',
  ]);
  expect(all.map(line)).toEqual([
    'publish press-plc-1 plant/a Q1→Q1 complete 1/1',
    'publish press-plc-1 plant/b Q1 complete 0/1',
    'delivery historian plant/a Q1 complete',
    'delivery historian plant/b Q1 expired (Its expiry passed while it waited.)',
    'publish press-plc-1 plant/c Q1 complete 0/1',
    'delivery historian plant/c Q1 abandoned (Session lost: the client asked for a new one.)',
  ]);
});

test('two identical messages under way at once are two journeys, and at QoS 0 the diagram shows who got it', async () => {
  const { client, port, publisher } = await setup();
  const { client: one } = await connected(port, 4, { id: 'one' });
  await one.subscribed(4, 't', 1);
  const { client: two } = await connected(port, 4, { id: 'two' });
  await two.subscribed(4, 't', 0);
  await Promise.all([
    publisher.publishAsync('t', 'x', { qos: 1 }),
    publisher.publishAsync('t', 'x', { qos: 1 }),
  ]);
  await one.next();
  await one.next();
  one.send(acknowledge(0x40, 2));

  const all = await rows(client, (found) => found.some(({ deliveries }) => deliveries?.done === 2));
  const [first, second] = all.filter(({ kind }) => kind === 'publish');
  const details = [await detailOf(client, first?.id ?? 0), await detailOf(client, second?.id ?? 0)];

  expect(all.map(line)).toEqual([
    'publish press-plc-1 t Q1→Q0 complete 1/2',
    'publish press-plc-1 t Q1→Q1 complete 2/2',
    'delivery one t Q1 in-flight',
    'delivery one t Q1 complete',
  ]);
  expect(
    details.map((detail) => stepsOf(detail).filter((step) => step.includes('>one') || step.includes('>two'))),
  ).toEqual([
    ['broker>one connack (context)', 'broker>two publish q0', 'broker>one publish q1 id 1'],
    ['broker>one connack (context)', 'broker>two publish q0', 'broker>one publish q1 id 2'],
  ]);
});
