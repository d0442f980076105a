import { readDelivery } from '../../capture/delivery-layout.ts';
import type { StoredRecords } from './stored-records.ts';

/** µs behind a message within which the broker notes for whom it is. */
const longestDelay = 1_000_000;

/** The numbers of the notes that say for whom these messages, whose numbers rise, were. */
export async function routedNotes(
  records: StoredRecords,
  messages: readonly number[],
): Promise<readonly number[]> {
  const found: number[] = [];
  let covered = 0;
  for (const message of messages) {
    if (message <= covered) continue;
    const note = await noteOf(records, message);
    if (note === undefined) continue;
    found.push(note.sequence);
    covered = note.last;
  }
  return found;
}

async function noteOf(
  records: StoredRecords,
  message: number,
): Promise<{ readonly sequence: number; readonly last: number } | undefined> {
  let end: number | undefined;
  for await (const { kind, sequence, time, body } of records.from(message)) {
    end ??= time + longestDelay;
    if (time > end) return undefined;
    if (kind !== 'delivery') continue;
    const {
      event,
      message: first = Number.POSITIVE_INFINITY,
      lastMessage: last = 0,
    } = readDelivery(body, 0, sequence);
    if (event === 'routed' && first <= message && message <= last) return { sequence, last };
  }
  return undefined;
}
