import { expect, test } from 'vitest';
import { chipsOf } from '../../app/filter/chips.ts';
import { fakeWindow } from '../testing/fake-window.ts';
import { sourceFilter } from './filter-slice.ts';

async function setup() {
  const window = fakeWindow();
  await window.until((state) => state.selection.source !== undefined);
  return window;
}

test('a condition is added once, in place of what cannot be read, and taken away again', async () => {
  const { now } = await setup();

  now().typeFilter('press or oven');
  now().typeFilter('press or oven (');
  now().addCondition('client:plc-1');
  now().addCondition('client:plc-1');
  const added = sourceFilter(now()).typed;
  const [either] = chipsOf(added, 0);
  if (either !== undefined) now().removeCondition(either);

  expect([added, sourceFilter(now()).text]).toEqual(['(press or oven) client:plc-1', 'client:plc-1']);
});

test('times are kept to and let go without the rest of the filter', async () => {
  const { now } = await setup();
  const least = new Date().setHours(1, 2, 3, 0) * 1000;

  now().typeFilter('press');
  now().filterTimes({ least, most: Number.POSITIVE_INFINITY });
  const kept = sourceFilter(now()).text;
  now().filterTimes(undefined);

  expect([kept, sourceFilter(now()).text]).toEqual(['press time:01:02:03..', 'press']);
});

test('another filter searches anew, though the one before was stopped', async () => {
  const { now } = await setup();

  now().typeFilter('press');
  now().stopSearch(true);
  const stopped = sourceFilter(now()).isStopped;
  now().typeFilter('oven');

  expect([stopped, sourceFilter(now()).isStopped]).toEqual([true, false]);
});

test('each source has its own filter', async () => {
  const { now } = await setup();
  const [first, second] = now().sources.all;

  now().chooseSource(first?.id);
  now().typeFilter('press');
  now().chooseSource(second?.id);
  const other = sourceFilter(now()).text;
  now().chooseSource(first?.id);

  expect([other, sourceFilter(now()).text]).toEqual(['', 'press']);
});
