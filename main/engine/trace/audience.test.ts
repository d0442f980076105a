import { expect, test } from 'vitest';
import { lengthAt, packetsAt, readRecord } from '../../capture/record-layout.ts';
import { Segment } from '../../trace/store/segment.ts';
import { exchange } from '../../trace/testing/exchanges.ts';
import { publish } from '../../trace/testing/packets.ts';
import { Records } from '../../trace/testing/records.ts';
import { Audiences } from './audience.ts';

/** What is stored, a record to a unit; `from` notes from which on it was read. */
function bookOf(records: Records) {
  const { data } = records.batch();
  const stored = new Map<number, number>();
  for (let [at, first] = [0, 1]; at < data.length; first += packetsAt(data, at), at += lengthAt(data, at)) {
    stored.set(first, at);
  }
  const from: number[] = [];
  const unknown = { address: '', version: undefined, opened: undefined, closed: undefined, why: '' };
  function* recordsFrom(sequence: number, most: number) {
    from.push(sequence);
    const units = [...stored].filter(([first]) => first >= sequence).slice(0, most);
    for (const [first, at] of units) yield { data, at, first };
  }
  const book = {
    recordsFrom,
    record: (sequence: number) => readRecord(data, stored.get(sequence) ?? 0, sequence),
    link: (link: number) => ({ ...unknown, client: `client-${link}` }),
  };
  return { book, from };
}

function segmentOf(ids: readonly number[]): Segment {
  const segment = new Segment();
  for (const id of ids) segment.add(exchange(id));
  return segment;
}

test('whom messages were for is read once, from the newest segment on, and late notes count for older ones', () => {
  const records = new Records(5);
  const set = records.receivers(['lamp', 'door']);
  const message = () => records.packet(1, 'received', publish('plant/press', 1, 1));
  message().note({ event: 'routed', message: 2, receivers: set });
  message().note({ event: 'routed', message: 4, receivers: set });
  records.note({ event: 'queued', message: 2, link: 7 });
  message();
  const { book, from } = bookOf(records);
  const audiences = new Audiences();
  const read = (segment: Segment) => {
    const audience = audiences.of(segment, book);
    while (!audience.readOn(book));
    return audience;
  };

  const newer = read(segmentOf([4, 7]));
  const readAtFirst = from.splice(0);
  const older = read(segmentOf([2]));

  expect([newer.of(4, () => book), newer.of(7, () => book)]).toEqual([['lamp', 'door'], []]);
  expect(older.of(2, () => book)).toEqual(['lamp', 'door', 'client-7']);
  expect([readAtFirst, from]).toEqual([
    [4, 6, 8],
    [2, 4],
  ]);
});
