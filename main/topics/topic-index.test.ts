import { expect, test } from 'vitest';
import type { TopicIndex, TopicIndexOptions } from './topic-index.ts';
import { createTopicIndex, defaultTopicBudget } from './topic-index.ts';
import type { SnapshotRow } from './topic-snapshot.ts';
import { TopicSnapshots } from './topic-snapshots.ts';

const start = 1_700_000_000_000_000;

function setup(options: Partial<TopicIndexOptions> = {}) {
  const clock = { time: start, now: () => clock.time };
  const index = createTopicIndex({
    seed: 0x1234_5678_9abc,
    clock,
    budget: defaultTopicBudget,
    maxDepth: 20,
    ...options,
  });
  let sequence = 0;
  const receive = (topic: string, payload = 'x', retain = false) => {
    index.message(bytes(topic), 'received', 0, retain, bytes(payload), clock.time, sequence++);
  };
  const send = (topic: string) => {
    index.message(bytes(topic), 'sent', 1, false, bytes('sent'), clock.time, sequence++);
  };
  return { index, clock, receive, send };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function text(given: Uint8Array): string {
  return new TextDecoder().decode(given);
}

function children(index: TopicIndex, slot = 0): string[] {
  const count = index.nodes.order.childCount(slot);
  return Array.from({ length: count }, (_, position) =>
    text(index.nodes.name(index.nodes.order.childAt(slot, position) ?? -1)),
  );
}

/** Counts of each level that is there, as `own/below`. */
function tally(index: TopicIndex): Record<string, string> {
  const found: Record<string, string> = {};
  for (let slot = 0; slot < index.nodes.store.end; slot += 1) {
    if (!index.nodes.isLive(slot)) continue;
    const target = new Uint8Array(70_000);
    const name = slot === 0 ? '(all)' : text(target.subarray(0, index.nodes.writePath(slot, target)));
    found[name] = `${index.counts.own(slot)}/${index.counts.below(slot)}`;
  }
  return found;
}

test('A message counts on its topic and on every level above it', () => {
  const { index, receive } = setup();

  receive('plant/line/press');
  receive('plant/line/press');
  receive('plant/line');
  receive('/');

  expect(tally(index)).toEqual({
    '(all)': '0/4',
    plant: '0/3',
    'plant/line': '1/3',
    'plant/line/press': '2/2',
    '': '0/1',
    '/': '1/1',
  });
});

test('A sent message makes its topic known and counts nowhere', () => {
  const { index, send } = setup();

  send('cmd/set');

  expect(tally(index)).toEqual({ '(all)': '0/0', cmd: '0/0', 'cmd/set': '0/0' });
  expect(index.stats()).toMatchObject({ topics: 1, messages: 0 });
  expect(index.counts.last(index.nodes.find(bytes('cmd/set')))).toBeUndefined();
});

test('The last message is the last that came in, its payload cut to 96 bytes', () => {
  const { index, clock, receive, send } = setup();

  receive('a', 'first');
  clock.time += 5;
  receive('a', 'y'.repeat(200), true);
  send('a');

  expect(index.counts.last(index.nodes.find(bytes('a')))).toEqual({
    qos: 0,
    retain: true,
    time: start + 5,
    sequence: 1,
    size: 200,
    preview: bytes('y'.repeat(96)),
  });
});

test('Siblings sort by code point, topics that begin with $ before all others', () => {
  const { index, receive } = setup();

  for (const topic of ['b', 'a/2', 'é', '$SYS', '!', '😀', 'a/1', 'a/$x', 'Z', '', '\uffee']) receive(topic);

  expect(children(index)).toEqual(['$SYS', '', '!', 'Z', 'a', 'b', 'é', '\uffee', '😀']);
  expect(children(index, index.nodes.find(bytes('a')))).toEqual(['$x', '1', '2']);
});

test('What is deeper than the cap is one last level', () => {
  const { index, receive } = setup({ maxDepth: 3 });

  receive('a/b/c/d/e');
  receive('a/b/c');
  receive('/'.repeat(65_535));

  const deep = index.nodes.find(bytes('a/b/c/d/e'));
  expect(text(index.nodes.name(deep))).toBe('c/d/e');
  expect(children(index, index.nodes.find(bytes('a/b')))).toEqual(['c', 'c/d/e']);
  expect(text(index.nodeTopic(index.idOf(index.nodes.find(bytes('/'.repeat(65_535))))) ?? bytes(''))).toBe(
    '/'.repeat(65_535),
  );
});

test('Counting from now begins anew on every level and deletes nothing', () => {
  const { index, receive } = setup();
  receive('a/b', 'old');
  receive('c');

  index.countFromNow();
  receive('a/b', 'new');

  expect(tally(index)).toEqual({ '(all)': '0/1', a: '0/1', 'a/b': '1/1', c: '0/0' });
  expect(index.stats()).toMatchObject({ topics: 2, messages: 1 });
});

test('A rate goes to zero when nothing comes any more', () => {
  const { index, clock, receive } = setup();
  clock.time += 60_000_000;
  for (let count = 0; count < 100; count += 1) {
    receive('a');
    clock.time += 100_000;
  }
  const rate = () => index.counts.rate(index.counts.sparkline(index.nodes.find(bytes('a')), 'own'));

  const rates = [rate()];
  for (let seconds = 0; seconds < 60; seconds += 1) {
    clock.time += 1_000_000;
    rates.push(rate());
  }

  expect(rates[0]).toBeCloseTo(10, 0);
  expect(rates.at(-1)).toBe(0);
  expect(rates).toEqual([...rates].sort((a, b) => b - a));
});

test('A topic with others below it has a sparkline of its own beside that of its branch', () => {
  const { index, receive } = setup();
  receive('a');
  receive('a/b');
  receive('a/b');
  receive('a');

  const slot = index.nodes.find(bytes('a'));

  expect(index.counts.sparkline(slot, 'own').at(-1)).toBe(2);
  expect(index.counts.sparkline(slot, 'branch').at(-1)).toBe(4);
});

test('A flood of topics that never repeat evicts itself and not the topics that come again', () => {
  const { index, clock, receive } = setup({ budget: 1_000_000 });
  const honest = Array.from({ length: 200 }, (_, number) => `plant/line-${number % 10}/cell-${number}`);
  const retained = Array.from({ length: 50 }, (_, number) => `homeassistant/sensor/${number}/config`);
  for (const topic of retained) receive(topic, 'x', true);
  for (const topic of [...honest, ...honest]) receive(topic);

  for (let number = 0; number < 20_000; number += 1) {
    clock.time += 1_000;
    receive(number % 2 === 0 ? `flood/${number}` : `${number}/state`);
  }

  const lost = [...honest, ...retained].filter((topic) => index.nodes.find(bytes(topic)) === -1);
  expect(lost).toEqual([]);
  expect(index.stats().bytes).toBeLessThanOrEqual(1_000_000);
  expect(index.stats().evicted).toBe(20_000 + 250 - index.stats().topics);
  expect(index.stats().messages).toBe(20_450);
  expect(index.counts.below(index.nodes.find(bytes('flood')))).toBe(10_000);
});

test('The id of an evicted node is never that of another', () => {
  const { index, receive } = setup({ budget: 20_000 });
  receive('flood/first');
  const id = index.find(bytes('flood/first'));

  for (let number = 0; number < 500; number += 1) receive(`flood/${number}`, 'x', number % 2 === 0);

  expect(id).toBeDefined();
  expect(id === undefined ? id : index.nodeTopic(id)).toBeUndefined();
});

test('After many evictions every node is found by its path, and stands where the order says', () => {
  const { index, clock, receive } = setup({ budget: 60_000 });
  const random = generator(11);
  for (let number = 0; number < 5_000; number += 1) {
    clock.time += 1_000;
    receive(Array.from({ length: 1 + Math.floor(random() * 3) }, () => Math.floor(random() * 30)).join('/'));
  }
  const { nodes } = index;
  const slots = Array.from({ length: nodes.store.end }, (_, slot) => slot).filter(
    (slot) => slot !== 0 && nodes.isLive(slot),
  );
  const path = new Uint8Array(100);

  expect(slots.map((slot) => nodes.find(path, nodes.writePath(slot, path)))).toEqual(slots);
  expect(
    slots.map((slot) => nodes.order.childAt(nodes.store.parent(slot), nodes.order.positionOf(slot))),
  ).toEqual(slots);
  expect(nodes.order.size(0)).toBe(slots.length + 1);
  expect(slots.filter((slot) => nodes.isTopic(slot)).length).toBe(index.stats().topics);
  expect(index.stats().evicted).toBeGreaterThan(1_000);
});

test('After a snapshot that could not be stored the next one has everything again', () => {
  const { index, receive } = setup({ budget: 5_000 });
  const snapshots = new TopicSnapshots(index);
  for (const topic of ['a/b', 'c']) receive(topic);
  const first = snapshots.begin();
  const lost = first.take(100);

  first.failed();
  const again = snapshots.begin().take(100);

  expect(again).toEqual(lost);
  expect(snapshots.begin().take(100)).toHaveLength(1);
});

test('Random messages, new periods and kills: the counts are those of a plain map', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = generator(seed);
  for (let round = 0; round < 30; round += 1) runAgainstMap(random);
});

/** What a record of the history would say, to be counted again after a kill. */
interface Sent {
  readonly topic: string;
  readonly sequence: number;
}

function runAgainstMap(random: () => number): void {
  const clock = { now: () => start };
  const make = () => createTopicIndex({ seed: 7, clock, budget: defaultTopicBudget, maxDepth: 4 });
  const levels = ['a', 'b', '', '$x', 'é', 'longer-name'];
  const randomTopic = () =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, () => levels[Math.floor(random() * 6)]).join('/');
  const stored = new Map<string, SnapshotRow>();
  const history: Sent[] = [];
  let index = make();
  let snapshots = new TopicSnapshots(index);
  let storedThrough = -1;
  let pass = snapshots.begin();
  let expected: Record<string, [own: number, below: number]> = { '(all)': [0, 0] };
  for (let sequence = 0; sequence < 400; sequence += 1) {
    const topic = randomTopic();
    history.push({ topic, sequence });
    index.message(bytes(topic), 'received', 0, false, bytes(''), start, sequence);
    countPlainly(expected, topic);
    const dice = random();
    if (dice < 0.3) {
      const rows = pass.take(1 + Math.floor(random() * 20));
      keep(stored, rows);
      if (rows.length === 0) {
        storedThrough = pass.through;
        pass = snapshots.begin();
      }
    } else if (dice < 0.31) {
      ({ index, snapshots } = restart(make(), stored, history, storedThrough));
      pass = snapshots.begin();
    } else if (dice < 0.315) {
      index.countFromNow();
      expected = Object.fromEntries(Object.keys(expected).map((name) => [name, [0, 0]]));
      storedThrough = storeAll(snapshots, stored);
      pass = snapshots.begin();
    }
  }
  expect(tally(index)).toEqual(
    Object.fromEntries(Object.entries(expected).map(([name, [own, below]]) => [name, `${own}/${below}`])),
  );
}

function keep(stored: Map<string, SnapshotRow>, rows: readonly SnapshotRow[]): void {
  for (const row of rows) {
    if (row.value === undefined) stored.delete(row.key.join());
    else stored.set(row.key.join(), row);
  }
}

function storeAll(snapshots: TopicSnapshots, stored: Map<string, SnapshotRow>): number {
  const pass = snapshots.begin();
  for (let rows = pass.take(50); rows.length > 0; rows = pass.take(50)) {
    keep(stored, rows);
  }
  return pass.through;
}

function restart(
  index: TopicIndex,
  stored: ReadonlyMap<string, SnapshotRow>,
  history: readonly Sent[],
  storedThrough: number,
) {
  const snapshots = new TopicSnapshots(index);
  const restore = snapshots.restore();
  for (const row of stored.values()) restore.row(row);
  restore.replay();
  for (const { topic, sequence } of history) {
    if (sequence > storedThrough)
      index.message(bytes(topic), 'received', 0, false, bytes(''), start, sequence);
  }
  restore.end();
  return { index, snapshots };
}

function countPlainly(expected: Record<string, [number, number]>, topic: string): void {
  const parts = topic.split('/');
  const levels = [...parts.slice(0, 3), ...(parts.length > 3 ? [parts.slice(3).join('/')] : [])];
  for (let depth = 0; depth <= levels.length; depth += 1) {
    const name = depth === 0 ? '(all)' : levels.slice(0, depth).join('/');
    const [own, below] = expected[name] ?? [0, 0];
    expected[name] = [own + (depth === levels.length ? 1 : 0), below + 1];
  }
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
