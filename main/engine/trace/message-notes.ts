import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { deliverySize, readDelivery } from '../../capture/delivery-layout.ts';
import type { NamedReceivers } from '../../capture/receiver-set.ts';
import { readReceivers } from '../../capture/receiver-set.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { notesAt, packetsAt, timeAt } from '../../capture/record-layout.ts';
import type { TimedNote } from './notes-by-message.ts';
import { NotesByMessage } from './notes-by-message.ts';
import type { RecordBook } from './record-book.ts';

/** µs behind a message within which the broker's notes of who it is for come, and units of the history to look through. */
const longestDelay = 1_000_000;
const mostUnits = 64;

/** Sequence numbers behind the newest message that was asked for, where older ones may still be asked for. */
const remembered = 65_536;

/** What the broker noted of a message beside its deliveries. */
export interface MessageNotes {
  /** Whom it is for; `nobody`, or undefined if that is not known. */
  readonly receivers: NamedReceivers | 'nobody' | undefined;
  /** What is no exchange of its own: dropped at QoS 0, kept from its own publisher, refused. */
  readonly others: readonly TimedNote[];
}

/**
 * Finds the notes of a message, which stand behind its record. What it looked through is remembered: who asks for one
 * message after the other, as an export does, has it read each record once.
 */
export class MessageNoteFinder {
  #source = '';
  /** What was looked through: records from the first number up to before the other, as far as that time. */
  #first = 0;
  #end = 0;
  #time = 0;
  #notes = new NotesByMessage();

  find(book: RecordBook, message: CapturedRecord): MessageNotes {
    const { sequence, time } = message;
    const source = book.name;
    if (source !== this.#source || sequence < this.#first || sequence > this.#end)
      this.#begin(source, sequence);
    else this.#forget(sequence - remembered);
    if (this.#time <= time + longestDelay) this.#lookOn(book, time + longestDelay);
    let receivers: MessageNotes['receivers'];
    const others: TimedNote[] = [];
    for (const noted of this.#notes.of(sequence)) {
      if (noted.time > time + longestDelay) continue;
      if (noted.note.event === 'routed') receivers = receiversOf(book, noted.note);
      else others.push(noted);
    }
    return { receivers, others };
  }

  #begin(source: string, sequence: number): void {
    this.#source = source;
    this.#first = sequence;
    this.#end = sequence;
    this.#time = 0;
    this.#notes = new NotesByMessage();
  }

  #forget(before: number): void {
    if (before <= this.#first) return;
    this.#first = before;
    this.#notes.dropBefore(before);
  }

  #lookOn(book: RecordBook, until: number): void {
    for (const { data, at, first } of book.recordsFrom(this.#end, mostUnits)) {
      const time = timeAt(data, at);
      if (time > until) return;
      this.#time = time;
      this.#end = first + packetsAt(data, at);
      for (const { note, sequence } of notesIn(data, at, first)) {
        if (note.event === 'routed' || isOther(note)) this.#notes.add({ note, sequence, time });
      }
    }
  }
}

function* notesIn(
  data: Buffer,
  at: number,
  first: number,
): Generator<{ readonly note: DeliveryNote; readonly sequence: number }> {
  const { start, end } = notesAt(data, at);
  let sequence = first;
  for (let offset = start; offset < end; offset += deliverySize) {
    const note = readDelivery(data, offset, sequence);
    yield { note, sequence };
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
