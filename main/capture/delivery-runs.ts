import { codeOf } from './delivery-codes.ts';
import { deliveryFlags, deliverySize } from './delivery-layout.ts';
import { knownSetBytes, notesDelay, renoteAfter, runNotes } from './limits.ts';
import { ReceiverRuns } from './receiver-runs.ts';

/** Who the messages of a topic are for, as one record names them for many messages. */
export class ReceiverSet {
  /** JSON, see `receiver-set.ts`. */
  readonly text: string;
  /** Of the newest record that names them; 0 before the first. */
  sequence = 0;

  constructor(text: string) {
    this.text = text;
  }
}

interface DeliverySink {
  /** Stores notes that lie end to end and stand for `count`, each with its sequence number. */
  notes(notes: Uint8Array, count: number, time: number): void;
  /** Stores who messages are for and returns the record's sequence number, or -1 if it had to be dropped. */
  receivers(text: string, time: number): number;
  /** The sequence number of the record that comes next. */
  nextSequence(): number;
  /** What comes has this time: what was gathered and has another is to be stored. */
  turnTo(time: number): void;
  /** What was gathered has waited long enough. */
  due(): void;
}

const routedCode = codeOf('routed');
const noteWords = deliverySize / 4;

/** Stands where a note is about no receiver. */
export const nobody = 0;

/**
 * Gathers what became of messages: a record for each note would cost more than the message. What was routed to the same
 * receivers, and what one receiver got one after the other, is one note for a run of messages.
 */
export class DeliveryRuns {
  readonly #sink: DeliverySink;
  /** The machines that Node runs on are little endian, as the format is. */
  readonly #words = new Uint32Array(runNotes * noteWords);
  readonly #bytes = new Uint8Array(this.#words.buffer);
  #filled = 0;
  #count = 0;
  #time = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #routedTo: ReceiverSet | undefined;
  /** The messages of the run; 0 while there is none. */
  #routedFirst = 0;
  #routedLast = 0;
  #open: ReceiverRuns[] = [];
  readonly #sets = new Map<string, ReceiverSet>();
  #setBytes = 0;

  constructor(sink: DeliverySink) {
    this.#sink = sink;
  }

  receiver(link: number): ReceiverRuns {
    return new ReceiverRuns(link, this);
  }

  /** The set with that text, the same as before where it is remembered. */
  receivers(text: string): ReceiverSet {
    const known = this.#sets.get(text);
    if (known !== undefined) return known;
    const set = new ReceiverSet(text);
    this.#sets.set(text, set);
    this.#setBytes += text.length;
    for (const oldest of this.#sets.keys()) {
      if (this.#setBytes <= knownSetBytes) break;
      this.#sets.delete(oldest);
      this.#setBytes -= oldest.length;
    }
    return set;
  }

  /** The message is for that set; `before` is the message that came in before it, with none between. */
  routed(message: number, before: number, to: ReceiverSet | undefined): void {
    if (this.#routedFirst > 0 && this.#routedTo === to && before === this.#routedLast) {
      this.#routedLast = message;
      return;
    }
    this.#endRouted();
    this.#routedTo = to;
    this.#routedFirst = message;
    this.#routedLast = message;
    this.#schedule();
  }

  /** `number` and `detail` as in the layout. */
  note(
    code: number,
    flags: number,
    link: number,
    message: number,
    number: number,
    detail: number,
    time: number,
    count: number,
  ): void {
    this.turnTo(time);
    this.#endOpen(false);
    this.push(code, flags, link, message, number, detail, count);
  }

  turnTo(time: number): void {
    if (time !== this.#time) this.#sink.turnTo(time);
  }

  /** Time goes on: notes have the time of their record. */
  turn(time: number): void {
    if (this.#open.length > 0 || this.#filled > 0) this.#store(false);
    this.#time = time;
  }

  flush(): void {
    this.#endRouted();
    this.#store(true);
  }

  close(): void {
    this.flush();
    clearTimeout(this.#timer);
  }

  opened(receiver: ReceiverRuns): void {
    receiver.isListed = true;
    this.#open.push(receiver);
    this.#schedule();
  }

  push(
    code: number,
    flags: number,
    link: number,
    message: number,
    number: number,
    detail: number,
    count: number,
  ): void {
    if (this.#filled >= this.#words.length) this.#emit();
    const words = this.#words;
    const at = this.#filled;
    // A broker that kept its state may know messages of a history that is no longer there.
    const isKnown = message > 0 && message < this.#sink.nextSequence();
    words[at] = message;
    words[at + 1] = link;
    words[at + 2] = number | (code << 16) | ((isKnown ? flags : flags | deliveryFlags.unknownMessage) << 24);
    words[at + 3] = detail;
    words[at + 4] = count;
    this.#filled = at + noteWords;
    this.#count += count;
    this.#schedule();
  }

  #endRouted(): void {
    const first = this.#routedFirst;
    if (first === 0) return;
    this.#routedFirst = 0;
    const set = this.#routedTo;
    const named = set === undefined ? 0 : this.#nameOf(set);
    if (named >= 0) this.push(routedCode, 0, named, first, 0, this.#routedLast - first, 1);
  }

  /** Named anew from time to time: retention lets go of the oldest records, and with them of the names in these. */
  #nameOf(set: ReceiverSet): number {
    if (set.sequence === 0 || this.#sink.nextSequence() - set.sequence > renoteAfter) {
      set.sequence = Math.max(0, this.#sink.receivers(set.text, this.#time));
    }
    return set.sequence === 0 ? -1 : set.sequence;
  }

  #store(all: boolean): void {
    this.#endOpen(all);
    this.#emit();
  }

  /** What follows is to stand behind what went out before. */
  #endOpen(all: boolean): void {
    const open = this.#open;
    if (open.length === 0) return;
    this.#open = [];
    for (const receiver of open) {
      receiver.end(all);
      receiver.isListed = false;
      if (receiver.isDropping) this.opened(receiver);
    }
  }

  #emit(): void {
    const filled = this.#filled;
    if (filled === 0) return;
    const count = this.#count;
    this.#filled = 0;
    this.#count = 0;
    this.#sink.notes(this.#bytes.subarray(0, filled * 4), count, this.#time);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#sink.due();
    }, notesDelay);
  }
}
