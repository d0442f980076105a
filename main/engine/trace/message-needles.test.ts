import { expect, test } from 'vitest';
import { readFilter } from '../../filter/read-filter.ts';
import { loadUnit } from '../../history/unit-cache.ts';
import { ack, publish } from '../../trace/testing/packets.ts';
import { Records } from '../../trace/testing/records.ts';
import { MessageNeedles } from './message-needles.ts';

/** A message, an acknowledgement of two others, and another message. */
function setup() {
  const payload = (text: string) => ({ payload: Buffer.from(text) });
  const records = new Records(4)
    .packet(1, 'received', publish('plant/press', 0, 0, payload('{"rpm":7}')))
    .run(1, 'sent', [ack('puback', 1), ack('puback', 2)])
    .packet(1, 'received', publish('plant/lamp', 0, 0, payload('on!')));
  const { data, first } = records.batch();
  return loadUnit(first, first + 3, data);
}

test.each([
  ['press', [true, false, false, false]],
  ['~/(\\w+\\s?)+!/', [false, false, false, true]],
  ['$.rpm>5', [true, false, false, false]],
  ['topic:plant/#', [true, false, false, true]],
  ['took>1s', [true, true, true, true]],
  ['-press', [true, true, true, true]],
])('of what %s cannot let through it is told from the bytes', (text, wanted) => {
  const unit = setup();
  const parsed = readFilter(text, 0);
  if (!parsed.ok || parsed.filter === undefined) throw new Error(text);

  const needles = new MessageNeedles(parsed.filter);

  expect([0, 1, 2, 3].map((index) => needles.mayPass(unit, index))).toEqual(wanted);
});
