import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { deliverySize, readDelivery } from '../../capture/delivery-layout.ts';
import type { NamedReceivers } from '../../capture/receiver-set.ts';
import { readReceivers } from '../../capture/receiver-set.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { notesAt, timeAt } from '../../capture/record-layout.ts';
import type { RecordBook } from './record-book.ts';

/** µs behind a message within which the broker's notes of who it is for come, and units of the history to look through. */
const longestDelay = 1_000_000;
const mostUnits = 64;

/** What the broker noted of a message beside its deliveries. */
export interface MessageNotes {
  /** Whom it is for; `nobody`, or undefined if that is not known. */
  readonly receivers: NamedReceivers | 'nobody' | undefined;
  /** What is no exchange of its own: dropped at QoS 0, kept from its own publisher, refused. */
  readonly others: readonly { readonly note: DeliveryNote; readonly time: number }[];
}

/** Looks for the notes of a message that came in behind its record. */
export function notesOf(book: RecordBook, message: CapturedRecord): MessageNotes {
  let receivers: MessageNotes['receivers'];
  const others: { readonly note: DeliveryNote; readonly time: number }[] = [];
  for (const { data, at, first } of book.recordsFrom(message.sequence, mostUnits)) {
    const time = timeAt(data, at);
    if (time > message.time + longestDelay) break;
    for (const note of notesIn(data, at, first)) {
      const { event, message: from = Number.POSITIVE_INFINITY, lastMessage: to = 0 } = note;
      if (message.sequence < from || message.sequence > to) continue;
      if (event === 'routed') receivers = receiversOf(book, note);
      else if (isOther(note)) others.push({ note, time });
    }
  }
  return { receivers, others };
}

function* notesIn(data: Buffer, at: number, first: number): Generator<DeliveryNote> {
  const { start, end } = notesAt(data, at);
  let sequence = first;
  for (let offset = start; offset < end; offset += deliverySize) {
    const note = readDelivery(data, offset, sequence);
    yield note;
    sequence += note.count;
  }
}

function isOther({ event, qos }: DeliveryNote): boolean {
  return event === 'no-local' || event === 'refused' || (event === 'dropped' && qos === 0);
}

function receiversOf(book: RecordBook, { receivers }: DeliveryNote): MessageNotes['receivers'] {
  if (receivers === undefined) return 'nobody';
  const record = book.record(receivers);
  return record?.kind === 'receivers' ? readReceivers(Buffer.from(record.body).toString()) : undefined;
}
