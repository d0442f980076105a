import { expect, test } from 'vitest';
import { WorkQueue } from './work-queue.ts';

function setup({ waiting = 2 } = {}) {
  const queue = new WorkQueue({ atOnce: 2, waiting });
  const ends: ((value: string) => void)[] = [];
  const outcomes: string[] = [];
  const gone = new Set<string>();
  const add = (name: string, from = 'here') => {
    const task = () => new Promise<string>((end) => ends.push(end));
    const isGone = () => gone.has(name);
    void queue.run(task, { from, isGone }).then((outcome) => outcomes.push(`${name} ${outcome}`));
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { add, ends, outcomes, gone, settled };
}

test('so many run at once, so many wait, and one more is told that it is full', async () => {
  const { add, ends, outcomes, settled } = setup();

  for (const name of ['a', 'b', 'c', 'd', 'e']) add(name);
  await settled();
  const atFirst = ends.length;
  ends[0]?.('done');
  await settled();

  expect([atFirst, ends.length, outcomes]).toEqual([2, 3, ['e full', 'a done']]);
});

test('who has gone is not worked for, and makes room for others', async () => {
  const { add, ends, outcomes, gone, settled } = setup();
  for (const name of ['a', 'b', 'c', 'd']) add(name);

  gone.add('c');
  add('e');
  gone.add('d');
  await settled();
  ends[0]?.('done');
  await settled();
  ends[2]?.('done');
  ends[1]?.('done');
  await settled();

  expect(outcomes).toEqual(['c gone', 'a done', 'd gone', 'e done', 'b done']);
});

test('when it is full, who comes from elsewhere takes the place of the last from where the most come', async () => {
  const { add, outcomes, settled } = setup();
  for (const name of ['a', 'b', 'c', 'd']) add(name);

  add('e', 'elsewhere');
  add('f', 'elsewhere');
  add('g', 'third place');
  await settled();

  expect(outcomes).toEqual(['f full', 'g full', 'd full']);
});

test('those who wait take turns by where they come from', async () => {
  const { add, ends, outcomes, settled } = setup({ waiting: 10 });
  for (const name of ['a', 'b', 'c', 'd', 'e']) add(name);
  add('f', 'elsewhere');
  add('g', 'elsewhere');

  for (let number = 0; number < 7; number += 1) {
    ends[number]?.('done');
    await settled();
  }

  expect(outcomes.map((text) => text[0]).join('')).toBe('abcfdge');
});

const anybody = { from: 'here', isGone: () => false };

test('a task that fails gives its place on', async () => {
  const queue = new WorkQueue({ atOnce: 1, waiting: 1 });
  const failing = queue.run(() => Promise.reject(new Error('no')), anybody);

  const next = queue.run(() => Promise.resolve('done'), anybody);

  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
