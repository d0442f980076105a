import { expect, test } from 'vitest';
import { UncrossedNotes } from './uncrossed-notes.ts';

const nothing = 'no packet of that crossed from the client';
const published = 'before this somebody published';

test('a client is named once for all of its messages that crossed no wire, and then no more', () => {
  const notes = new UncrossedNotes();
  for (let count = 0; count < 8; count += 1) notes.add('by hand', 'plc');
  notes.add('by hand', 'hmi');
  notes.add('will', 'pump');

  expect([notes.take(), notes.take()]).toEqual([
    [
      `before this the broker published the will of pump: ${nothing}`,
      `${published} 8 messages by hand in the name of plc: ${nothing}`,
      `${published} 1 message by hand in the name of hmi: ${nothing}`,
    ],
    [],
  ]);
});

test('of many clients only some are named, and the messages of the others are counted', () => {
  const notes = new UncrossedNotes();
  for (let client = 1; client <= 9; client += 1) notes.add('will', `pump-${client}`);
  notes.add('will', 'pump-1');

  const said = notes.take();

  expect([said.length, said[0], said.at(-1)]).toEqual([
    6,
    `before this the broker published 2 wills of pump-1: ${nothing}`,
    `before this the broker published 4 wills of other clients: ${nothing}`,
  ]);
});
