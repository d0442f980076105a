import { expect, test } from 'vitest';
import type { ListParams } from '../../../app/contract/areas/broker/list.ts';
import type { ListDefinition } from './list-definition.ts';
import { fixed, volatile, wordMatcher } from './list-definition.ts';
import { ListView } from './list-view.ts';
import { RowKeys } from './row-keys.ts';

interface Thing {
  readonly name: string;
  size: number;
}

interface ThingRow {
  readonly isGone: boolean;
  readonly name: string;
  readonly size: number;
}

/** A list of things that a test changes, and a time that it moves. */
function setup(...names: readonly string[]) {
  const things = new Set<Thing>(names.map((name, size) => ({ name, size })));
  let version = 0;
  let now = 0;
  const due: (() => void)[] = [];
  const list: ListDefinition<Thing, ThingRow> = {
    count: () => things.size,
    items: () => things,
    membership: () => version,
    isGone: (thing) => !things.has(thing),
    matcher: (filter) => {
      const matches = wordMatcher(filter);
      return matches && (({ name }) => matches(name));
    },
    columns: new Map([
      ['name', fixed(({ name }: Thing) => name)],
      ['size', volatile(({ size }: Thing) => size)],
    ]),
    row: ({ name, size }) => ({ isGone: false, name, size }),
  };
  const timers = {
    soon: (task: () => void) => {
      due.push(task);
      return () => due.splice(due.indexOf(task), 1);
    },
    after: () => () => undefined,
  };
  // Each look at the clock costs a hundredth of a millisecond, so that long work takes several slices.
  const around = { keys: new RowKeys(), timers, now: () => (now += 0.01) };
  const view = new ListView(list, params({}), () => undefined, around);
  return {
    view,
    read: () => view.read().rows.map(({ name, isGone }) => (isGone ? `(${name})` : name)),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    runDue: () => {
      const slices = due.length;
      for (const task of due.splice(0)) task();
      return slices;
    },
    add: (name: string, size = 0) => {
      things.add({ name, size });
      version += 1;
    },
    remove: (name: string) => {
      for (const thing of things) if (thing.name === name) things.delete(thing);
      version += 1;
    },
    resize: (name: string, size: number) => {
      for (const thing of things) if (thing.name === name) thing.size = size;
    },
  };
}

function params(change: Partial<ListParams>): ListParams {
  const sort = { column: 'name', isDescending: false };
  return { filter: '', sort, from: 0, count: 10, isStill: false, renewal: 0, ...change };
}

test('a list is sorted and filtered as asked, in the first value that answers', () => {
  const { view, read } = setup('oven', 'press', 'conveyor');

  const first = read();
  view.update(params({ filter: 'e ', sort: { column: 'size', isDescending: true } }));

  expect(first).toEqual(['conveyor', 'oven', 'press']);
  expect(view.read()).toEqual({
    all: 3,
    matching: 3,
    from: 0,
    rows: [
      { isGone: false, name: 'conveyor', size: 2 },
      { isGone: false, name: 'press', size: 1 },
      { isGone: false, name: 'oven', size: 0 },
    ],
    isOrdering: false,
    isStale: false,
  });
});

test('what comes and goes shows soon, but not at once with each change', () => {
  const { read, add, remove, pass } = setup('a', 'c');
  read();

  add('b');
  const atOnce = read();
  pass(300);
  const soon = read();
  remove('a');
  pass(300);

  expect(atOnce).toEqual(['a', 'c']);
  expect(soon).toEqual(['a', 'b', 'c']);
  expect(read()).toEqual(['b', 'c']);
});

test('while somebody points at them rows keep their places, and what went is shown as it was', () => {
  const { view, read, add, remove, pass } = setup('a', 'b', 'c');
  read();
  view.update(params({ isStill: true }));

  remove('a');
  add('aa');
  pass(60_000);
  const still = read();
  const { isStale } = view.read();
  view.update(params({ isStill: true, renewal: 1 }));

  expect(still).toEqual(['(a)', 'b', 'c']);
  expect(isStale).toBe(true);
  expect(read()).toEqual(['aa', 'b', 'c']);
});

test('a list that is sorted by what changes is sorted anew only every few seconds', () => {
  const { view, read, resize, pass } = setup('a', 'b');
  view.update(params({ sort: { column: 'size', isDescending: true } }));
  const before = read();

  resize('a', 9);
  pass(1_000);
  const early = read();
  pass(2_500);

  expect([before, early]).toEqual([
    ['b', 'a'],
    ['b', 'a'],
  ]);
  expect(read()).toEqual(['a', 'b']);
});

test('long work is done in slices; until it is over the rows of before show', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `n${String(index).padStart(6, '0')}`);
  const { view, read, runDue } = setup(...names);

  const first = view.read();
  let slices = 0;
  for (let due = runDue(); due > 0; due = runDue()) slices += due;

  expect(first).toMatchObject({ matching: 0, isOrdering: true });
  expect(slices).toBeGreaterThan(3);
  expect(read().slice(0, 2)).toEqual(['n000000', 'n000001']);
});
