import { expect, test } from 'vitest';
import { exchange } from '../testing/exchanges.ts';
import { firstRows, segmentRows } from './limits.ts';
import { Segment } from './segment.ts';

const roomOf = ({ columns }: Segment) => columns.id.length;

test('a segment takes as much memory as its rows need: of many it has all, of a run of messages next to nothing', () => {
  const ofRun = new Segment();
  ofRun.addRun({ first: 1, count: 60_000, outcome: 'complete', firstTime: 1_000, lastTime: 2_000 });
  const ofMany = new Segment();
  for (let id = 1; id <= segmentRows; id += 1) ofMany.add(exchange(id));

  expect([roomOf(ofRun), ofRun.exchanges, ofRun.isFull]).toEqual([firstRows, 60_000, false]);
  expect([roomOf(ofMany), ofMany.rows, ofMany.isFull]).toEqual([segmentRows, segmentRows, true]);
  expect([ofMany.read(0).id, ofMany.read(firstRows).id, ofMany.last]).toEqual([
    1,
    firstRows + 1,
    segmentRows,
  ]);
});
