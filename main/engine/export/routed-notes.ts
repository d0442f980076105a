import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { NotesByMessage } from '../trace/notes-by-message.ts';
import type { StoredRecords } from './stored-records.ts';

/** µs behind a message within which the broker notes for whom it is. */
const longestDelay = 1_000_000;

/** A message by its sequence number, with its time in µs since 1970. */
export interface ChosenMessage {
  readonly sequence: number;
  readonly time: number;
}

/**
 * The numbers of the notes that say for whom these messages, whose numbers rise, were. What stands behind them is read once,
 * however many of them it stands behind.
 */
export async function routedNotes(
  records: Pick<StoredRecords, 'from'>,
  messages: readonly ChosenMessage[],
): Promise<readonly number[]> {
  const found = new Set<number>();
  const notes = new NotesByMessage();
  let read = { end: 0, time: 0 };
  const lookBehind = async (message: ChosenMessage): Promise<void> => {
    for await (const { kind, sequence, time, body } of records.from(Math.max(message.sequence, read.end))) {
      if (time > message.time + longestDelay) return;
      read = { end: sequence + 1, time };
      if (kind !== 'delivery') continue;
      const note = readDelivery(body, 0, sequence);
      if (note.event !== 'routed') continue;
      notes.add({ note, sequence, time });
      if (isAbout(note, message.sequence)) return;
    }
  };
  for (const message of messages) {
    notes.dropBefore(message.sequence);
    let [note] = notes.of(message.sequence);
    if (note === undefined && read.time <= message.time + longestDelay) {
      await lookBehind(message);
      [note] = notes.of(message.sequence);
    }
    if (note !== undefined) found.add(note.sequence);
  }
  return [...found];
}

function isAbout({ message: first, lastMessage: last }: DeliveryNote, message: number): boolean {
  return first !== undefined && last !== undefined && first <= message && message <= last;
}
