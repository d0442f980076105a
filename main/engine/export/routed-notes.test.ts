import { expect, test } from 'vitest';
import { codeOf } from '../../capture/delivery-codes.ts';
import { deliverySize } from '../../capture/delivery-layout.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { routedNotes } from './routed-notes.ts';

/** Every hundredth record is a note that says for whom the message before it was; 50 ms lie between two records. */
function setup(count: number) {
  const read: number[] = [];
  const records = {
    async *from(sequence: number) {
      for (let at = sequence; at <= count; at += 1) {
        read.push(at);
        yield at % 100 === 0 ? note(at, at - 1) : message(at);
      }
    },
  };
  return { records, read };
}

const timeOf = (sequence: number) => sequence * 50_000;

function message(sequence: number): CapturedRecord {
  const nothing = {
    faults: [],
    isCopy: false,
    aliasTopic: new Uint8Array(0),
    body: new Uint8Array(0),
  } as const;
  const head = { kind: 'packet', direction: 'received', link: 1, version: 4 } as const;
  return { ...head, ...nothing, sequence, time: timeOf(sequence), isMessage: true, isMark: false };
}

function note(sequence: number, about: number): CapturedRecord {
  const body = new Uint8Array(deliverySize);
  const view = new DataView(body.buffer);
  view.setUint32(0, about, true);
  body[10] = codeOf('routed');
  return { ...message(sequence), kind: 'delivery', isMessage: false, body };
}

test('the notes of many messages are found in one walk, though most have none', async () => {
  const { records, read } = setup(10_000);
  const messages = Array.from({ length: 9_990 }, (_, index) => index + 1)
    .filter((sequence) => sequence % 100 > 0)
    .map((sequence) => ({ sequence, time: timeOf(sequence) }));

  const notes = await routedNotes(records, messages);

  expect(notes).toEqual(Array.from({ length: 99 }, (_, index) => (index + 1) * 100));
  // One more is looked at for each message, to see that it is too late.
  expect(read.length).toBeLessThan(2 * 10_000);
});

test('where nobody is asked for nothing is read', async () => {
  const { records, read } = setup(10_000);

  const notes = await routedNotes(records, [{ sequence: 99, time: timeOf(99) }]);

  expect([notes, read]).toEqual([[100], [99, 100]]);
});
