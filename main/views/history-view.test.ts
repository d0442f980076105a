import { afterEach, expect, test } from 'vitest';
import { failure, success } from '../../app/contract/answer.ts';
import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import { historyValue } from '../../app/contract/areas/history.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import { nodeId } from '../../app/contract/areas/tree.ts';
import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { lab, makeFolder, open, publish, record, stored } from '../history/testing/history-bench.ts';
import { createHistoryView } from './history-view.ts';
import { historyHandlers } from './packet-detail.ts';
import { nodeTimers } from './timers.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const clock = { now: () => 1_000 };

const nodes: ReadonlyMap<NodeId, string> = new Map([
  [nodeId.parse(1), 'a'],
  [nodeId.parse(2), 'a/b'],
  [nodeId.parse(3), 'never seen'],
]);

function topicOf(node: NodeId): Uint8Array | undefined {
  const topic = nodes.get(node);
  return topic === undefined ? undefined : Buffer.from(topic);
}

async function setup() {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  recorder.linkIdentified(link, 'press-1', 4);
  const send = async (...frames: readonly Uint8Array[]): Promise<void> => {
    for (const frame of frames) recorder.packet(link, 'received', frame[0] === 0x10 ? 4 : 5, frame, 1_000);
    recorder.flush();
    await stored(history, recorder.lastSequence());
  };
  return { history, send, recorder, link };
}

function params(change: Partial<HistoryParams>): HistoryParams {
  return { source: lab, node: undefined, branch: false, window: { at: 'end', count: 50 }, ...change };
}

function publish5(topic: string, payload: string | Uint8Array, properties = {}): Uint8Array {
  return publish(topic, payload, { properties: { contentType: 'x', ...properties } });
}

/** Reads until nothing is left to count; each value is held to the contract. */
async function read(view: { read(): HistoryValue | Promise<HistoryValue> }): Promise<HistoryValue> {
  for (;;) {
    const value = historyValue.parse(await view.read());
    if (!value.counting) return value;
  }
}

function previews(value: HistoryValue): readonly string[] {
  return value.rows.map((row) => {
    if (row.kind === 'message') return row.preview.text;
    return row.kind === 'mark' ? row.mark : row.type;
  });
}

test('rows that come faster than anybody reads are told of a little later, all of them at once', async () => {
  const { history, send } = await setup();
  let due: (() => void) | undefined;
  const timers = {
    soon: () => () => undefined,
    after: (_: number, task: () => void) => {
      due = task;
      return () => undefined;
    },
  };
  let changes = 0;
  const view = createHistoryView({ history, nodeTopic: topicOf, clock, timers }, params({}), () => {
    changes += 1;
  });
  cleanUps.push(() => view.close());
  await send(publish5('a', 'calm'));
  await read(view);
  const calm = due;

  await send(...Array.from({ length: 40 }, (_, index) => publish5('a', `flood ${index}`)));
  await read(view);
  changes = 0;
  await send(publish5('a', 'more'), publish5('a', 'and more'));
  const during = changes;
  due?.();

  expect({ calm, during, after: changes }).toEqual({ calm: undefined, during: 0, after: 1 });
  expect(previews(await read(view)).at(-1)).toBe('and more');
});

test('the feed follows what is stored and says when to read again', async () => {
  const { history, send } = await setup();
  await send(publish5('a', 'one'));
  let changes = 0;
  const view = createHistoryView(
    { history, nodeTopic: topicOf, clock, timers: nodeTimers },
    params({}),
    () => {
      changes += 1;
    },
  );
  cleanUps.push(() => view.close());
  const before = await read(view);
  changes = 0;

  await send(publish5('a/b', 'two'));

  expect(changes).toBeGreaterThan(0);
  const after = await read(view);
  expect(previews(before)).toEqual(['one']);
  expect(after.rows.map(({ row }) => row)).toEqual([-1, 0]);
  expect(after.rows[1]).toEqual({
    kind: 'message',
    row: 0,
    sequence: 3,
    time: 1_000,
    direction: 'received',
    topic: { text: 'a/b', cut: 0 },
    qos: 0,
    retain: false,
    dup: false,
    preview: { text: 'two', cut: 0 },
    binary: false,
    size: 3,
    client: 'press-1',
    malformed: undefined,
    faults: [],
  });
});

test('what faults touched is a row of the whole source, whatever packet it is, and of no topic', async () => {
  const { history, send, recorder, link } = await setup();
  const touch = { faults: ['no ack: dropped'], isCopy: true };
  recorder.packet(link, 'sent', 5, publish5('a', 'again'), 1_000, touch);
  // Its identifier would be a topic of one byte, if it were a PUBLISH.
  recorder.packet(link, 'sent', 5, Uint8Array.of(0x40, 2, 0, 1, 0x61), 1_000, touch);
  recorder.packet(link, 'received', 5, Uint8Array.of(0x40, 2, 0, 2), 1_000);
  await send(publish5('a', 'one'));
  const view = createHistoryView(
    { history, nodeTopic: topicOf, clock, timers: nodeTimers },
    params({}),
    () => undefined,
  );
  cleanUps.push(() => view.close());
  const all = await read(view);
  view.update(params({ node: nodeId.parse(1), branch: true }));
  const topic = await read(view);

  expect([all, topic].map(previews)).toEqual([
    ['again', 'puback', 'one'],
    ['again', 'one'],
  ]);
  expect(all.rows[1]).toEqual({
    kind: 'packet',
    row: -2,
    sequence: 3,
    time: 1_000,
    direction: 'sent',
    type: 'puback',
    size: 5,
    client: 'press-1',
    faults: ['no ack: dropped'],
  });
  const latest = historyHandlers(history, (_source, node) => topicOf(node))['history.latest'];
  expect(
    await latest({ source: lab, node: nodeId.parse(1) }, { signal: new AbortController().signal }),
  ).toEqual({
    ok: true,
    value: { sequence: 5 },
  });
});

test('an update selects another topic or branch and numbers anew', async () => {
  const { history, send } = await setup();
  await send(publish5('a', '1'), publish5('a/b', '2'), publish5('ab', '3'));
  const view = createHistoryView(
    { history, nodeTopic: topicOf, clock, timers: nodeTimers },
    params({ node: nodeId.parse(1) }),
    () => undefined,
  );
  cleanUps.push(() => view.close());
  const topic = await read(view);

  view.update(params({ node: nodeId.parse(1), branch: true }));
  const branch = await read(view);
  view.update(params({ node: nodeId.parse(3) }));
  const none = await read(view);

  expect([topic, branch, none].map(previews)).toEqual([['1'], ['1', '2'], []]);
});

test('a node that the index let go has no rows', async () => {
  const { history, send } = await setup();
  await send(publish5('a', '1'));
  const view = createHistoryView(
    { history, nodeTopic: topicOf, clock, timers: nodeTimers },
    params({ node: nodeId.parse(9) }),
    () => undefined,
  );
  cleanUps.push(() => view.close());

  expect(await read(view)).toMatchObject({ first: 0, end: 0, counting: false, from: 0, rows: [], gone: 0 });
});

test('previews are cut, binary is hex, control characters are shown, and nothing turns the line', async () => {
  const { history, send } = await setup();
  await send(
    publish5('a', 'x'.repeat(5_000)),
    publish5('a', Uint8Array.of(0xff, 0, 1)),
    publish5('a', 'line\nnext\u001b[31m\u202e'),
    publish5('a', '<img src=x onerror=alert(1)>'),
    publish5('a', `${'é'.repeat(255)}😀😀`),
    publish5('a', ''),
  );
  const view = createHistoryView(
    { history, nodeTopic: topicOf, clock, timers: nodeTimers },
    params({}),
    () => undefined,
  );
  cleanUps.push(() => view.close());

  const { rows } = await read(view);

  expect(rows.map((row) => row.kind === 'message' && [row.preview, row.binary])).toEqual([
    [{ text: 'x'.repeat(256), cut: 4_744 }, false],
    [{ text: 'ff0001', cut: 0 }, true],
    [{ text: 'line␊next␛[31m\\u{202e}', cut: 0 }, false],
    [{ text: '<img src=x onerror=alert(1)>', cut: 0 }, false],
    [{ text: 'é'.repeat(255), cut: 4 }, false],
    [{ text: '', cut: 0 }, false],
  ]);
});

test('a window of the longest rows is at most 256 KB', async () => {
  const { history, send } = await setup();
  await send(...Array.from({ length: 200 }, () => publish5('\u4e2d'.repeat(21_000), '\u4e2d'.repeat(2_000))));
  const view = createHistoryView(
    { history, nodeTopic: topicOf, clock, timers: nodeTimers },
    params({ window: { at: 'end', count: 200 } }),
    () => undefined,
  );
  cleanUps.push(() => view.close());

  const value = await read(view);

  expect(value.rows.length).toBe(200);
  expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThan(262_144);
});

test('a packet is read with its fields, its properties in order and its whole topic', async () => {
  const { history, send } = await setup();
  const properties = {
    userProperties: [
      ['k', 'v'],
      ['long', 'x'.repeat(3_000)],
    ] as const,
  };
  await send(publish5('a/b', 'hello', properties));
  const handlers = historyHandlers(history, (_source, node) => topicOf(node));
  const { signal } = new AbortController();

  const answer = await handlers['packet.read']({ source: lab, sequence: 2 }, { signal });
  const latest = await handlers['history.latest']({ source: lab, node: nodeId.parse(2) }, { signal });
  const gone = await handlers['packet.read']({ source: lab, sequence: 99 }, { signal });

  if (!answer.ok) throw new Error(answer.error.message);
  const { fields, frame, properties: shown, ...rest } = answer.value;
  expect(rest).toEqual({
    sequence: 2,
    time: 1_000,
    direction: 'received',
    protocolVersion: 5,
    type: 'publish',
    client: 'press-1',
    address: 'broker:1883',
    topic: 'a/b',
    qos: 0,
    retain: false,
    dup: false,
    frameSize: frame.byteLength,
    isRebuilt: false,
    payload: { start: frame.byteLength - 5, end: frame.byteLength },
    fieldsCut: 0,
    error: undefined,
    faults: [],
  });
  expect(shown.map(({ name, value, cut }) => [name, value.slice(0, 10), cut])).toEqual([
    ['Content Type', 'x', 0],
    ['User Property', 'k: v', 0],
    ['User Property', 'long: xxxx', 1_977],
  ]);
  expect(fields.map(({ name }) => name)).toContain('Payload');
  expect(latest).toEqual({ ok: true, value: { sequence: 2 } });
  expect(gone).toMatchObject({ ok: false, error: { code: 'gone' } });
});

const asked = (filter: string) =>
  ({ filter, qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 }) as const;

test('the names in a packet are told as they came, the first filters of many as far as they fit', async () => {
  const { history, send } = await setup();
  const long = 'long/'.repeat(13_000);
  const filters = ['lab/\u202e', 'a', `${long}#`, `${long}+`, `${long}a`];
  const packets = [
    publish5('lab/\u202e', 'hello'),
    ...[filters, filters.slice(0, 2), Array.from({ length: 9 }, () => 'c')].map((some) =>
      encode({ type: 'subscribe', id: 7, subscriptions: some.map(asked), properties: noProperties }, 5),
    ),
  ];
  await send(...packets);
  const handlers = historyHandlers(history, (_source, node) => topicOf(node));
  const { signal } = new AbortController();

  const answers = await Promise.all(
    [2, 3, 4, 5, 99].map((sequence) => handlers['packet.names']({ source: lab, sequence }, { signal })),
  );

  const client = 'press-1';
  expect(answers).toEqual([
    success({ client, topic: 'lab/\u202e', filters: [] }),
    success({ client, topic: '', filters: filters.slice(0, 4) }),
    success({ client, topic: '', filters: filters.slice(0, 2) }),
    success({ client, topic: '', filters: Array.from({ length: 8 }, () => 'c') }),
    failure('gone', 'This packet is no longer in the history.'),
  ]);
});

test('a packet of ten thousand filters comes back within 256 KB, and says how many fields it left out', async () => {
  const { history, send } = await setup();
  const filters = Buffer.concat(
    Array.from({ length: 10_000 }, (_, index) => {
      const filter = Buffer.from(`filter/${index}`.padEnd(20, '.'));
      return Buffer.concat([Uint8Array.of(0, filter.byteLength), filter, Uint8Array.of(0)]);
    }),
  );
  const length = filters.byteLength + 3;
  const header = [0x82, (length & 127) | 128, ((length >> 7) & 127) | 128, length >> 14, 0, 1, 0];
  await send(Buffer.concat([Uint8Array.from(header), filters]));
  const handlers = historyHandlers(history, (_source, node) => topicOf(node));
  const { signal } = new AbortController();

  const answer = await handlers['packet.read']({ source: lab, sequence: 2 }, { signal });

  if (!answer.ok) throw new Error(answer.error.message);
  const { frame, ...rest } = answer.value;
  expect(answer.value).toMatchObject({
    type: 'subscribe',
    frameSize: filters.byteLength + 7,
    isRebuilt: false,
    error: undefined,
  });
  expect(answer.value.fieldsCut).toBeGreaterThan(0);
  expect(frame.byteLength + Buffer.byteLength(JSON.stringify(rest))).toBeLessThan(262_144);
});
