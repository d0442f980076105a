import { expect, test } from 'vitest';
import { RowKeys } from '../../views/broker/row-keys.ts';
import { RetainedWork } from './retained-work.ts';

/** Each look at the clock takes a millisecond; what is to come soon comes when the test says so. */
function setup() {
  let time = 0;
  const soon: (() => void)[] = [];
  const timers = {
    soon: (task: () => void) => {
      soon.push(task);
      return () => undefined;
    },
    after: () => () => undefined,
  };
  const now = () => {
    time += 1;
    return time;
  };
  const work = new RetainedWork({ keys: new RowKeys(), timers, now });
  const shown: (number | undefined)[] = [];
  work.onChange(() => shown.push(work.shown?.done));
  return {
    work,
    shown,
    goOn: () => soon.shift()?.(),
    items: Array.from({ length: 1000 }, (_, item) => item),
  };
}

test('work that takes more than a moment says how far it is, until it is done', async () => {
  const { work, shown, goOn, items } = setup();
  const done: number[] = [];

  const left = work.run('clear', items, (item) => done.push(item));
  while (work.isUnderWay && done.length < items.length) goOn();
  goOn();

  expect(await left).toEqual([]);
  expect(done).toEqual(items);
  expect(shown[0]).toBe(undefined);
  expect(shown.filter((count) => count !== undefined).length).toBeGreaterThan(3);
  expect([shown.at(-1), work.isUnderWay]).toEqual([undefined, false]);
});

test('work that is stopped answers what it did not come to', async () => {
  const { work, goOn, items } = setup();
  const done: number[] = [];

  const left = work.run('putBack', items, (item) => done.push(item));
  goOn();
  work.stop();
  goOn();

  expect(done.length).toBeLessThan(items.length);
  expect([...done, ...(await left)]).toEqual(items);
});
