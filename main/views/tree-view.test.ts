import { expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { TreeParams, TreeValue } from '../../app/contract/areas/tree.ts';
import { treeValue } from '../../app/contract/areas/tree.ts';
import { createTopicIndex } from '../topics/topic-index.ts';
import { ShownTrees } from './shown-trees.ts';
import { createTreeView } from './tree-view.ts';

const source = sourceId.parse('broker');
const closed: TreeParams = {
  source,
  filter: '',
  expansion: { base: 'closed', except: [] },
  from: 0,
  count: 200,
};
const open: TreeParams = { ...closed, expansion: { base: 'open', except: [] } };

function setup(topics: readonly string[] = [], budget = 600_000_000) {
  const clock = { time: 1_700_000_000_000_000, now: () => clock.time };
  const tasks: { task: () => void; milliseconds: number }[] = [];
  const later = (task: () => void, milliseconds: number) => {
    const entry = { task, milliseconds };
    tasks.push(entry);
    return () => {
      if (tasks.includes(entry)) tasks.splice(tasks.indexOf(entry), 1);
    };
  };
  const timers = {
    soon: (task: () => void) => later(task, 0),
    after: (ms: number, task: () => void) => later(task, ms),
  };
  const index = createTopicIndex({ seed: 99, clock, budget, maxDepth: 20 });
  const receive = (topic: string | Uint8Array, payload = '1') => {
    const bytes = typeof topic === 'string' ? new TextEncoder().encode(topic) : topic;
    index.message(bytes, 'received', 0, false, new TextEncoder().encode(payload), clock.time, 0);
  };
  for (const topic of topics) receive(topic);
  const view = (params: TreeParams, changed = () => undefined) => {
    const made = createTreeView(index, params, changed, { clock, timers, shown: new ShownTrees() });
    return { ...bound(made), changed };
  };
  const node = (topic: string) => {
    const id = index.find(new TextEncoder().encode(topic));
    if (id === undefined) throw new Error(`no topic ${topic}`);
    return id;
  };
  return { clock, tasks, index, receive, view, node };
}

function bound(view: ReturnType<typeof createTreeView>) {
  return {
    update: (params: TreeParams) => view.update(params),
    close: () => view.close(),
    read: (): TreeValue => {
      const value = view.read();
      if (value instanceof Promise) throw new Error('a tree is read at once');
      return value;
    },
  };
}

/** Rows as text: depth by indentation, `>` closed, `v` open, `*` matches. */
function outline(value: TreeValue): string[] {
  return value.rows.map((row) => {
    const mark = row.children === 0 ? '' : row.open ? 'v ' : '> ';
    return `${'  '.repeat(row.depth)}${mark}${row.name.text}${row.matches ? ' *' : ''}`;
  });
}

test('A closed tree shows the first level with the totals below it', () => {
  const { view } = setup(['plant/a', 'plant/b/c', '$SYS/x', 'plant']);

  const value = view(closed).read();

  expect(outline(value)).toEqual(['> $SYS', '> plant']);
  expect(
    value.rows.map((row) => [row.messages, row.below, row.children, row.siblings, row.position]),
  ).toEqual([
    [0, 1, 1, 2, 1],
    [1, 3, 2, 2, 2],
  ]);
  expect(value).toMatchObject({ total: 2, from: 0, topics: 4, evicted: 0 });
});

test('Branches open by exception, and those with a closed one above them stay hidden', () => {
  const { view, node } = setup(['a/b/c', 'a/d', 'x/y/z']);

  const value = view({ ...closed, expansion: { base: 'closed', except: [node('a'), node('x/y')] } }).read();

  expect(outline(value)).toEqual(['v a', '  > b', '  d', '> x']);
});

test('All branches but the named ones open', () => {
  const { view, node } = setup(['a/b/c', 'a/d', 'x/y/z']);

  const value = view({ ...open, expansion: { base: 'open', except: [node('a/b'), node('x')] } }).read();

  expect(outline(value)).toEqual(['v a', '  > b', '  d', '> x']);
});

test('An anchor keeps its place in the window when rows come before it', () => {
  const { view, node, receive } = setup(['b', 'd', 'f', 'h']);
  const params = { ...closed, count: 2, anchor: { node: node('f'), offset: 1 } };
  const tree = view(params);
  const before = outline(tree.read());

  receive('a');
  receive('c');
  receive('e');

  expect([before, outline(tree.read())]).toEqual([
    ['d', 'f'],
    ['e', 'f'],
  ]);
  expect(tree.read().from).toBe(4);
});

test('The row of the focus is told though it is outside the window; not where a branch hides it', () => {
  const { view, node } = setup(['a/x', 'b', 'c']);

  const far = view({ ...closed, count: 1, focus: node('c') }).read().focusRow;
  const hidden = view({ ...closed, focus: node('a/x') }).read().focusRow;

  expect([far, hidden]).toEqual([2, undefined]);
});

test('Text finds topics that contain it in either case, with what is above them', () => {
  const { view } = setup(['Plant/Press/temp', 'plant/oven', 'x/PRESSURE', 'y']);

  const value = view({ ...open, filter: 'press' }).read();

  expect(outline(value)).toEqual(['v Plant', '  v Press *', '    temp *', 'v x', '  PRESSURE *']);
  expect(value.matching).toBe(2);
});

test('Text beyond ASCII is found in either case', () => {
  const { view } = setup(['Küche/ÖL', 'kueche']);

  expect(outline(view({ ...open, filter: 'öl' }).read())).toEqual(['v Küche', '  ÖL *']);
});

test('A topic filter finds what a subscription to it would get', () => {
  const { view } = setup(['plant/1/press/a', 'plant/1/press', 'plant/2/oven/a', '$SYS/1/press']);

  expect(outline(view({ ...open, filter: 'plant/+/press/#' }).read())).toEqual([
    'v plant',
    '  v 1',
    '    v press *',
    '      a *',
  ]);
  expect(view({ ...open, filter: '+/1/press' }).read().matching).toBe(1);
});

test('A filter follows topics that come and go', () => {
  const { view, receive, index } = setup(['hot/1', 'cold/1'], 3_000);
  const tree = view({ ...open, filter: 'hot' });

  receive('hot/2');
  const grown = outline(tree.read());
  for (let number = 0; number < 100; number += 1) receive(`cold/${number}`);

  expect(grown).toEqual(['v hot *', '  1 *', '  2 *']);
  expect(tree.read().rows.filter((row) => row.matches).length).toBe(tree.read().total);
  expect(tree.read().matching).toBe(
    ['hot/1', 'hot/2'].filter((topic) => index.find(new TextEncoder().encode(topic)) !== undefined).length,
  );
});

test('A filter over many topics takes a slice of the thread at a time and tells of what it found', () => {
  const { view, tasks, clock, receive } = setup();
  for (let number = 0; number < 1_000; number += 1) receive(`t/${number}`);
  const now = clock.now;
  clock.now = () => {
    clock.time += 5_000;
    return now();
  };
  let changes = 0;
  const tree = view({ ...open, filter: 't/' }, () => {
    changes += 1;
    return undefined;
  });
  const first = tree.read().matching ?? 0;

  while (tasks.some((entry) => entry.milliseconds === 0)) {
    tasks
      .splice(
        tasks.findIndex((entry) => entry.milliseconds === 0),
        1,
      )[0]
      ?.task();
  }

  expect(first).toBeLessThan(1_000);
  expect(changes).toBeGreaterThan(1);
  expect(tree.read().matching).toBe(1_000);
});

test('A filter that asks for last messages looks again, and follows what comes', () => {
  const { view, tasks, receive } = setup(['plant/a', 'plant/b', 'home']);
  const tree = view({ ...open, filter: 'payload:hot' });
  const lookAgain = () => {
    for (const entry of tasks.splice(0)) entry.task();
    return outline(tree.read());
  };
  const seen = [outline(tree.read())];

  receive('plant/a', 'hot');
  receive('home', 'hot');
  seen.push(lookAgain());
  receive('home', 'cold');
  seen.push(lookAgain());
  receive('plant/a', 'cold');
  seen.push(lookAgain());

  expect(seen).toEqual([[], ['home *', 'v plant', '  a *'], ['v plant', '  a *'], []]);
  expect(tree.read().matching).toBe(0);
});

test('While rates fall, the view asks to be read again about once a second; then it is quiet', () => {
  const { view, tasks, clock } = setup(['a']);
  let changes = 0;
  const tree = view(closed, () => {
    changes += 1;
    return undefined;
  });
  const rates: number[] = [];

  for (let seconds = 0; seconds < 120; seconds += 1) {
    rates.push(tree.read().rows[0]?.rate ?? -1);
    for (const entry of tasks.splice(0)) entry.task();
    clock.time += 1_000_000;
  }

  expect(rates[0]).toBeGreaterThan(0);
  expect(rates.at(-1)).toBe(0);
  expect(changes).toBeGreaterThan(40);
  expect(changes).toBeLessThan(60);
});

test('A closed view asks for nothing any more', async () => {
  const { view, tasks, receive } = setup(['a']);
  let changes = 0;
  const tree = view({ ...open, filter: 'a' }, () => {
    changes += 1;
    return undefined;
  });
  tree.read();

  tree.close();
  receive('b');
  await Promise.resolve();

  expect([changes, tasks.length]).toEqual([0, 0]);
});

test('Messages of one turn are told of once', async () => {
  const { view, receive } = setup(['a']);
  let changes = 0;
  view(closed, () => {
    changes += 1;
    return undefined;
  });

  for (let count = 0; count < 50; count += 1) receive('a');
  await Promise.resolve();

  expect(changes).toBe(1);
});

test('Payloads show on one line, binary ones as hex, and what is missing is told', () => {
  const { view, index, clock } = setup();
  const put = (topic: string, payload: Uint8Array) =>
    index.message(new TextEncoder().encode(topic), 'received', 2, true, payload, clock.time, 0);
  put('1', new TextEncoder().encode('{\n  "temp": 7\n}'));
  put('2', new Uint8Array([0xff, 0x00, 0x7f]));
  put('3', new TextEncoder().encode('é'.repeat(100)));
  put('4', new Uint8Array(0));

  const { rows } = view(closed).read();

  expect(rows.map((row) => [row.last?.preview, row.last?.binary])).toEqual([
    [{ text: '{ "temp": 7 }', cut: 0 }, false],
    [{ text: 'ff007f', cut: 0 }, true],
    [{ text: 'é'.repeat(48), cut: 104 }, false],
    [{ text: '', cut: 0 }, false],
  ]);
  expect(rows[0]?.last).toMatchObject({ qos: 2, retain: true });
});

test('Values that come faster than a window is read are told as a sample', () => {
  const { clock, receive, view } = setup(['a']);
  const { read } = view(open);
  read();

  const told = [];
  for (let count = 0; count < 30; count += 1) {
    clock.time += 100_000;
    for (let messages = 0; messages < 4; messages += 1) receive('a');
    told.push(read().sampled);
  }

  expect([told[9], told[19], told[29]]).toEqual([undefined, { shown: 10, of: 40 }, { shown: 10, of: 40 }]);
});

test('The largest window of the worst names fits the schema and 256 KB', () => {
  const { view, receive } = setup();
  for (let number = 0; number < 300; number += 1) receive(`${'字'.repeat(5_000)}${number}`, '字'.repeat(200));
  receive(new Uint8Array([0xff, 0xfe, 0x01]));

  const value = view(closed).read();

  expect(treeValue.safeParse(value).success).toBe(true);
  expect(value.rows[0]?.name).toEqual({ text: '字'.repeat(256), cut: 4_745 });
  expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThan(256_000);
  expect(
    view({ ...closed, from: 10_000 })
      .read()
      .rows.at(-1)?.name.text,
  ).toBe('\ufffd\ufffd\u2401');
});

test('Siblings stand by rate or by messages, the largest first, equal ones by name', () => {
  const { view, receive } = setup(['a/x', 'b', 'c/y', 'd']);
  for (let count = 0; count < 3; count += 1) receive('c/y');
  receive('b');

  const byMessages = view({ ...open, sort: 'messages' }).read();
  const byRate = view({ ...open, sort: 'rate' }).read();

  expect(outline(byMessages)).toEqual(['v c', '  y', 'b', 'v a', '  x', 'd']);
  expect(outline(byRate)).toEqual(outline(byMessages));
});

test('Rows keep their places while counts change; after some seconds they are sorted anew, but not under the pointer', () => {
  const { view, receive, clock } = setup(['a', 'b']);
  const sorted = view({ ...closed, sort: 'messages' });
  const before = outline(sorted.read());
  receive('b');
  clock.time += 2_000_000;
  const soon = outline(sorted.read());
  clock.time += 2_000_000;
  sorted.update({ ...closed, sort: 'messages', isStill: true });
  const pointed = outline(sorted.read());
  sorted.update({ ...closed, sort: 'messages' });
  const later = outline(sorted.read());

  expect({ before, soon, pointed, later }).toEqual({
    before: ['a', 'b'],
    soon: ['a', 'b'],
    pointed: ['a', 'b'],
    later: ['b', 'a'],
  });
});

test('What comes and goes while a tree is sorted finds its place, and a filter sorts what it lets through', () => {
  const { view, receive } = setup(['a', 'b', 'b', 'c/hit', 'c/hit', 'c/hit', 'd/hit']);
  const sorted = view({ ...open, sort: 'messages' });
  sorted.read();
  receive('aa/new');

  const withNew = outline(sorted.read());
  sorted.update({ ...open, sort: 'messages', filter: 'hit' });
  const filtered = outline(sorted.read());
  sorted.update(open);

  expect({ withNew, filtered, byName: outline(sorted.read()) }).toEqual({
    withNew: ['v c', '  hit', 'b', 'a', 'v d', '  hit', 'v aa', '  new'],
    filtered: ['v c', '  hit *', 'v d', '  hit *'],
    byName: ['a', 'v aa', '  new', 'b', 'v c', '  hit', 'v d', '  hit'],
  });
});

test('A large tree is sorted in slices and shows in the order before until all of it is', () => {
  const { view, clock, tasks } = setup(Array.from({ length: 2_000 }, (_, at) => `t-${at}`));
  const sorted = view(closed);
  const { now } = clock;
  clock.now = () => (clock.time += 5_000);
  sorted.update({ ...closed, sort: 'rate' });
  const slices = tasks.length;
  const before = sorted.read().total;
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
    if (task.milliseconds === 0) task.task();
  }
  clock.now = now;

  expect([slices, before, sorted.read().total]).toEqual([1, 2_000, 2_000]);
});
