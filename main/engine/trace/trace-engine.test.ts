import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { FindingsValue, TraceListValue } from '../../../app/contract/areas/trace/trace.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { connect } from '../../../app/contract/connect.ts';
import type { FeedValue } from '../../../app/contract/contract-types.ts';
import { memoryPorts } from '../../../app/contract/ports/memory-port.ts';
import { publish as publishBytes } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { tracesPath } from '../../trace/store/traces-path.ts';
import { createEngine } from '../engine.ts';
import { brokerSource } from '../source-list.ts';
import { until } from '../testing/until.ts';

const run = promisify(execFile);
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'trace-engine-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string) {
  const made = await createEngine({
    kind: 'web',
    versions: [],
    configFolder: folder,
    defaultDataFolder: path.join(folder, 'data'),
    licencesFile: new URL('file:///nowhere'),
  });
  if (!made.ok) throw new Error(made.error.message);
  const engine = made.value;
  cleanUps.push(() => engine.close());
  const [near, far] = memoryPorts();
  engine.serve(far);
  return { engine, client: connect(near) };
}

async function startBroker(client: Client): Promise<number> {
  const plan = { port: 0, wsPort: 0, network: false, allowedOrigins: [], whenTaken: 'ask' } as const;
  await client.call('broker.start', { ...plan, allowedOrigins: [] });
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  const port = state.kind === 'running' ? state.listeners[0]?.port : undefined;
  if (port === undefined) throw new Error('no listener');
  return port;
}

function listed(
  client: Client,
  isWanted: (value: TraceListValue) => boolean,
  filter = '',
): Promise<TraceListValue> {
  const window = { at: 'end', count: 100 } as const;
  return until(client, 'trace.list', { source: brokerSource, filter, deliveries: false, window }, isWanted);
}

const shape = ({ rows }: TraceListValue) =>
  rows.map(({ kind, client, what, qos, packetId, outcome, awaiting }) =>
    [kind, client, what.text, qos, packetId, outcome, awaiting]
      .filter((part) => part !== undefined)
      .join(' '),
  );

async function publish(port: number, qos: number, id: string): Promise<void> {
  await run('mosquitto_pub', [
    ...['-p', String(port), '-t', 'plant/press', '-m', '{"temp":71}', '-q', String(qos), '-i', id],
  ]);
}

/** So many clients have come and gone. */
const over =
  (clients: number) =>
  ({ rows, counting }: TraceListValue) =>
    !counting && rows.filter(({ kind }) => kind === 'disconnect').length === clients;

test('what a stock client does is traced, packet by packet, and is there after a restart', async () => {
  const folder = await makeFolder();
  const first = await start(folder);
  const port = await startBroker(first.client);
  await publish(port, 2, 'press-1');

  const list = await listed(first.client, over(1));
  const id = list.rows.find(({ kind }) => kind === 'publish')?.id ?? 0;
  const { detail } = await until(
    first.client,
    'trace.exchange',
    { source: brokerSource, exchange: id },
    (value) => value.detail !== undefined,
  );
  const steps = detail?.steps ?? [];
  const answers = await Promise.all(
    steps
      .filter(({ sequence }) => sequence !== undefined)
      .map(({ sequence = 0 }) => first.client.call('trace.of', { source: brokerSource, sequence })),
  );
  await first.engine.close();
  const second = await start(folder);
  const later = await listed(second.client, over(1));

  expect(shape(list)).toEqual([
    'connect press-1  complete',
    'publish press-1 plant/press 2 1 no-subscriber',
    'disconnect press-1  complete',
  ]);
  expect(stepsOf(detail)).toEqual([
    'press-1>broker connect clean session 1 · keep alive 60 s, v3.1.1 (context)',
    'broker>press-1 connack session present 0 (context)',
    'press-1>broker publish 1 plant/press · 11 B',
    'broker>broker  no subscription matches',
    'broker>press-1 pubrec 1 ',
    'press-1>broker pubrel 1 ',
    'broker>press-1 pubcomp 1 ',
  ]);
  // Each packet with its exchange; those of the handshake lead to the message, CONNECT and CONNACK to none.
  expect(answers.map((answer) => answer.ok && answer.value)).toEqual(
    steps
      .filter(({ sequence }) => sequence !== undefined)
      .map(({ exchange }) => (exchange === id ? { exchange, message: id } : { exchange })),
  );
  expect(later.rows.map((row) => ({ ...row, row: 0 }))).toEqual(list.rows.map((row) => ({ ...row, row: 0 })));
});

function stepsOf(detail: TraceDetail | undefined): string[] {
  const names = detail?.participants.map(({ name, role }) => (name === '' ? role : name)) ?? [];
  return (detail?.steps ?? []).map(({ from, to, packet, packetId, note, isContext }) =>
    [`${names[from]}>${names[to]}`, packet, packetId, note.text, isContext ? '(context)' : undefined]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

test('a filter looks at what became of exchanges and at their messages', async () => {
  const { client } = await start(await makeFolder());
  const port = await startBroker(client);
  await publish(port, 0, 'press-1');
  await publish(port, 1, 'press-2');
  await listed(client, over(2));

  const found = [];
  for (const filter of [
    'kind:publish',
    'qos:1',
    '$.temp>70 client:press-1',
    'outcome!=complete',
    'took>1h',
  ]) {
    found.push([filter, shape(await listed(client, ({ counting }) => !counting, filter))]);
  }
  const wrong = await listed(client, ({ problem }) => problem !== undefined, 'kind:pong');

  expect(found).toEqual([
    [
      'kind:publish',
      ['publish press-1 plant/press 0 no-subscriber', 'publish press-2 plant/press 1 1 no-subscriber'],
    ],
    ['qos:1', ['publish press-2 plant/press 1 1 no-subscriber']],
    ['$.temp>70 client:press-1', ['publish press-1 plant/press 0 no-subscriber']],
    [
      'outcome!=complete',
      ['publish press-1 plant/press 0 no-subscriber', 'publish press-2 plant/press 1 1 no-subscriber'],
    ],
    ['took>1h', []],
  ]);
  expect(wrong.rows).toEqual([]);
});

test('what handshakes took is told by percentiles, for those that are asked for', async () => {
  const { client } = await start(await makeFolder());
  const port = await startBroker(client);
  await publish(port, 1, 'press-1');
  await publish(port, 2, 'press-2');
  await listed(client, over(2));
  const params = { source: brokerSource, of: 'handshakes', buckets: 10 } as const;

  const counts = [];
  for (const [choice, count] of [
    [{}, 2],
    [{ qos: 2 as const }, 1],
    [{ filter: 'client:press-1' }, 1],
    [{ filter: 'topic:lamp' }, 0],
    [{ filter: 'topic:press' }, 2],
    [{ filter: 'plant/press' }, 2],
    [{ filter: 'topic:press qos:2' }, 1],
  ] as const) {
    const isWhole = ({ all }: FeedValue<'trace.latency'>) => all.count >= count;
    const { all, inFlight } = await until(client, 'trace.latency', { ...params, ...choice }, isWhole);
    counts.push([all.count, inFlight, all.max !== undefined]);
  }

  expect(counts).toEqual([
    [2, 0, true],
    [1, 0, true],
    [1, 0, true],
    [0, 0, false],
    [2, 0, true],
    [2, 0, true],
    [1, 0, true],
  ]);
});

test('durations are told apart by QoS, by client and by the first levels of the topic', async () => {
  const { client } = await start(await makeFolder());
  const port = await startBroker(client);
  await publish(port, 1, 'press-1');
  await publish(port, 2, 'press-2');
  await listed(client, over(2));
  const params = { source: brokerSource, of: 'handshakes', buckets: 10 } as const;

  const told = [];
  for (const by of [
    { kind: 'qos' },
    { kind: 'client' },
    { kind: 'topic', levels: 1 },
    { kind: 'topic', levels: 2 },
  ] as const) {
    const isWhole = ({ all }: FeedValue<'trace.latency'>) => all.count === 2;
    const { groups, others } = await until(client, 'trace.latency', { ...params, by }, isWhole);
    told.push([groups?.map(({ name, count, max }) => [name.text, count, max !== undefined]), others]);
  }

  expect(told).toEqual([
    [
      [
        ['1', 1, true],
        ['2', 1, true],
      ],
      undefined,
    ],
    [
      [
        ['press-1', 1, true],
        ['press-2', 1, true],
      ],
      undefined,
    ],
    [[['plant', 2, true]], undefined],
    [[['plant/press', 2, true]], undefined],
  ]);
});

test('traces that are damaged or missing are made again from the history', async () => {
  const folder = await makeFolder();
  const first = await start(folder);
  await publish(await startBroker(first.client), 1, 'press-1');
  const list = await listed(first.client, over(1));
  await first.engine.close();
  await writeFile(tracesPath(path.join(folder, 'data')), 'no database');

  const { client } = await start(folder);
  const again = await listed(client, over(1));

  expect(shape(again)).toEqual(shape(list));
});

test.for([
  ['a segment', "update segment set data = x'00'"],
  ['what the tracker knew', "update source set state = x'0102'"],
  ['a finding', "insert into finding values (1, 1, '{')"],
] as const)('traces are made again where SQLite sees no damage, and it is told: %s', async ([, harm]) => {
  const folder = await makeFolder();
  const first = await start(folder);
  await publish(await startBroker(first.client), 1, 'press-1');
  const list = await listed(first.client, over(1));
  await first.engine.close();
  change(tracesPath(path.join(folder, 'data')), harm);

  const { client } = await start(folder);
  const again = await listed(client, (value) => over(1)(value) && value.rows.length > 0);
  const { traces } = await until(client, 'status', {}, () => true);

  expect([shape(again), traces]).toEqual([shape(list), 'restarted']);
});

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

test('what deserves a look is found, counted, muted by rule, and there after a restart', async () => {
  const folder = await makeFolder();
  const first = await start(folder);
  const port = await startBroker(first.client);
  const params = { source: brokerSource, from: 0 };
  // What a pattern would read otherwise, and what is shown otherwise.
  const { client } = await connected(port, 4, { id: 'again*\u202e' });
  const message = { topic: 'plant/press', qos: 1, id: 7 } as const;
  client.send(publishBytes(4, message));
  await client.next();
  client.send(publishBytes(4, { ...message, dup: true }));

  const found = await until(first.client, 'trace.findings', params, isFound);
  const narrowed = [];
  for (const filter of [
    'client:again',
    'topic:plant/# qos:1',
    'kind:publish',
    'time<-1h',
    'qos:2',
    'client:other',
  ]) {
    const isHeld = ({ counting }: FindingsValue) => counting !== true;
    const { findings } = await until(first.client, 'trace.findings', { ...params, filter }, isHeld);
    narrowed.push(`${filter}: ${findings.some(({ kind }) => kind === 'resent')}`);
  }
  const wrong = { ...params, filter: 'qos:' };
  const isWrong = ({ problem }: FindingsValue) => problem !== undefined;
  const refused = await until(first.client, 'trace.findings', wrong, isWrong);
  await first.engine.close();
  const second = await start(folder);
  const later = await until(second.client, 'trace.findings', params, isFound);
  const mute = {
    source: brokerSource,
    finding: later.findings.find(isResent)?.id ?? 0,
    by: 'client' as const,
  };
  const exchange = later.findings.find(isResent)?.exchange ?? 0;
  const list = { source: brokerSource, deliveries: false, window: { at: 'end', count: 50 } } as const;
  const findingsOfRow = async (isWanted: (count: number) => boolean) => {
    const isRow = ({ id, findings }: TraceListValue['rows'][number]) => id === exchange && isWanted(findings);
    const { rows } = await until(second.client, 'trace.list', list, (value) => value.rows.some(isRow));
    return rows.find(isRow)?.findings ?? 0;
  };
  const marked = await findingsOfRow((count) => count > 0);
  await second.client.call('trace.mute', mute);
  const unmuted = await findingsOfRow((count) => count < marked);
  const { settings } = await until(
    second.client,
    'settings',
    {},
    (value) => value.settings.findingMutes.length > 0,
  );
  const muted = await until(second.client, 'trace.findings', params, (value) => value.muted > 0);

  const resent = found.findings.find(isResent);
  expect(resent).toMatchObject({
    client: 'again*\\u{202e}',
    topic: { text: 'plant/press', cut: 0 },
    count: 1,
  });
  expect(found.counts).toContainEqual({ kind: 'resent', count: 1 });
  expect(narrowed).toEqual([
    'client:again: true',
    'topic:plant/# qos:1: true',
    'kind:publish: true',
    'time<-1h: false',
    'qos:2: false',
    'client:other: false',
  ]);
  expect(refused.findings).toEqual([]);
  expect(later.findings).toContainEqual(resent);
  expect(unmuted).toBe(marked - 1);
  expect(settings.findingMutes).toEqual([{ kind: 'resent', client: 'again\\*\u202e', topicFilter: '#' }]);
  expect(muted.counts.map(({ kind }) => kind)).not.toContain('resent');
  expect(muted.findings.map(({ kind }) => kind)).not.toContain('resent');
});

const isResent = ({ kind }: FindingsValue['findings'][number]) => kind === 'resent';
const isFound = ({ findings }: FindingsValue) => findings.some(isResent);

test('what is late is found although nothing more comes', async () => {
  const folder = await makeFolder();
  const findingThresholds = { ...defaultThresholds, lateSeconds: 0.05 };
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ findingThresholds }));
  const { client } = await start(folder);
  const port = await startBroker(client);
  const publisher = await connected(port, 4, { id: 'silent' });
  publisher.client.send(publishBytes(4, { topic: 'plant/press', qos: 2, id: 7 }));

  const isLate = ({ findings }: FindingsValue) => findings.some(({ kind }) => kind === 'unacknowledged');
  const { findings } = await until(client, 'trace.findings', { source: brokerSource, from: 0 }, isLate);

  expect(findings.find(({ kind }) => kind === 'unacknowledged')).toMatchObject({
    client: 'silent',
    count: 1,
  });
});
