import type { Delivery, DeliveryQueue } from '../session/delivery.ts';
import type { Changes, StoredCopy } from './changes.ts';
import type { MessageMark, MessageMarks } from './message-marks.ts';

interface QueueRow {
  readonly place: number;
  readonly mark: MessageMark;
}

/** What the store has of one session's queue, and how it is brought up to the queue as it is. */
export class QueueRows {
  readonly #session: number;
  readonly #queue: DeliveryQueue;
  readonly #marks: MessageMarks;
  readonly #rows: QueueRow[] = [];
  /** How many the queue had let go at its front when the first row was its first. */
  #taken = 0;
  /** Counted from the queue's very beginning: from here on it is not what it was. */
  #cut = Number.POSITIVE_INFINITY;
  #nextPlace = 1;

  constructor(session: number, queue: DeliveryQueue, marks: MessageMarks) {
    this.#session = session;
    this.#queue = queue;
    this.#marks = marks;
  }

  /** Of the queue as it is now only the first `left` stay. */
  cut(left: number): void {
    this.#cut = Math.min(this.#cut, this.#queue.taken + left);
  }

  /** The store has this row at the end of the queue already. */
  restore(place: number, mark: MessageMark): void {
    this.#rows.push({ place, mark });
    this.#nextPlace = place + 1;
    mark.places += 1;
  }

  write(changes: Changes): void {
    this.#remove(changes);
    this.#add(changes);
  }

  /** The session is over, and its rows with it. */
  forget(): void {
    for (const { mark } of this.#rows) this.#marks.displace(mark);
    this.#rows.length = 0;
  }

  #remove(changes: Changes): void {
    const { taken } = this.#queue;
    const atEnd = this.#rows.splice(Math.max(0, this.#cut - this.#taken));
    const atFront = this.#rows.splice(0, taken - this.#taken);
    this.#taken = taken;
    this.#cut = Number.POSITIVE_INFINITY;
    if (atEnd.length + atFront.length === 0) return;
    for (const { mark } of [...atFront, ...atEnd]) this.#marks.displace(mark);
    const from = this.#rows[0]?.place ?? this.#nextPlace;
    changes.queueKept(this.#session, from, (this.#rows.at(-1)?.place ?? from) + 1);
  }

  #add(changes: Changes): void {
    for (let ahead = this.#rows.length; ahead < this.#queue.length; ahead += 1) {
      const delivery = this.#queue.at(ahead);
      if (delivery === undefined) return;
      const mark = this.#marks.place(delivery.message);
      const place = this.#nextPlace;
      this.#nextPlace += 1;
      this.#rows.push({ place, mark });
      changes.queued(this.#session, place, storedCopy(mark, delivery));
    }
  }
}

export function storedCopy(
  { id }: MessageMark,
  { qos, retain, identifiers, share = '' }: Delivery,
): StoredCopy {
  return { message: id, flags: qos | (retain ? 4 : 0), identifiers, share };
}
