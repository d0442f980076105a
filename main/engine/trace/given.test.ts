import { expect, test } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { Given } from './given.ts';
import { givenBytes } from './limits.ts';
import { News } from './news.ts';

const lab = sourceId.parse('lab');

/** Records from one number to another in so many bytes. */
const records = (first: number, last: number, bytes = 10) => ({ first, last, data: new Uint8Array(bytes) });

test('what was given is found by any of its numbers, and let go when it is behind', () => {
  const given = new Given();
  given.add([records(5, 9), records(10, 14)]);

  const found = [4, 5, 9, 12, 5, 15].map((sequence) => given.from(sequence)?.first);

  expect(found).toEqual([undefined, 5, 5, 10, undefined, undefined]);
});

test('of too much that was given nothing is kept', () => {
  const given = new Given();

  given.add([records(1, 1, givenBytes), records(2, 2, givenBytes), records(3, 3, 1)]);

  expect(given.from(1)).toBeUndefined();
});

test('news come with copies of the records, as far as there is room, and up to where all is stored', () => {
  const news = new News();
  const batch = new Uint8Array([1, 2, 3]);

  news.add(lab, 3, { first: 1, data: batch });
  batch.fill(0);
  news.add(lab, 4, { first: 4, data: new Uint8Array(givenBytes) });
  news.add(lab, 5, undefined);

  expect(news.take()).toEqual([
    { source: lab, to: 5, records: [{ first: 1, last: 3, data: new Uint8Array([1, 2, 3]) }] },
  ]);
  expect([news.isEmpty, news.take()]).toEqual([true, []]);
});
