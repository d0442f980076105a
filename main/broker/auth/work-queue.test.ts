import { expect, test } from 'vitest';
import { WorkQueue } from './work-queue.ts';

function setup() {
  const queue = new WorkQueue({ atOnce: 2, waiting: 2 });
  const ends: ((value: string) => void)[] = [];
  const outcomes: string[] = [];
  const gone = new Set<string>();
  const add = (name: string) => {
    const task = () => new Promise<string>((end) => ends.push(end));
    void queue.run(task, () => gone.has(name)).then((outcome) => outcomes.push(`${name} ${outcome}`));
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

test('a task that fails gives its place on', async () => {
  const queue = new WorkQueue({ atOnce: 1, waiting: 1 });
  const failing = queue.run(
    () => Promise.reject(new Error('no')),
    () => false,
  );

  const next = queue.run(
    () => Promise.resolve('done'),
    () => false,
  );

  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
