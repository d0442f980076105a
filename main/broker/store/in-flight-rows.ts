import type { Delivery } from '../session/delivery.ts';
import type { InFlight } from '../session/in-flight.ts';
import type { Changes } from './changes.ts';
import type { MessageMark, MessageMarks } from './message-marks.ts';
import { storedCopy } from './queue-rows.ts';

interface InFlightRow {
  readonly place: number;
  /** Undefined once PUBREL is out. */
  readonly sent: { readonly delivery: Delivery; readonly mark: MessageMark } | undefined;
}

/** What the store has of one session's deliveries under way, and how it is brought up to what they are. */
export class InFlightRows {
  readonly #session: number;
  readonly #inFlight: InFlight;
  readonly #marks: MessageMarks;
  readonly #rows = new Map<number, InFlightRow>();
  readonly #changed = new Set<number>();
  #nextPlace = 1;

  constructor(session: number, inFlight: InFlight, marks: MessageMarks) {
    this.#session = session;
    this.#inFlight = inFlight;
    this.#marks = marks;
  }

  changed(id: number): void {
    // In the order of the last change, which for what is new is the order of sending.
    this.#changed.delete(id);
    this.#changed.add(id);
  }

  /** The store has this row already. */
  restore(id: number, place: number, sent: InFlightRow['sent']): void {
    this.#rows.set(id, { place, sent });
    this.#nextPlace = Math.max(this.#nextPlace, place + 1);
    if (sent !== undefined) sent.mark.places += 1;
  }

  write(changes: Changes): void {
    for (const id of this.#changed) this.#write(id, changes);
    this.#changed.clear();
  }

  /** The session is over, and its rows with it. */
  forget(): void {
    for (const { sent } of this.#rows.values()) if (sent !== undefined) this.#marks.displace(sent.mark);
    this.#rows.clear();
  }

  #write(id: number, changes: Changes): void {
    const entry = this.#inFlight.get(id);
    const row = this.#rows.get(id);
    if (entry === undefined) this.#remove(id, row, changes);
    else if (entry.state === 'published') this.#publish(id, entry.delivery, row, changes);
    else this.#release(id, row, changes);
  }

  #remove(id: number, row: InFlightRow | undefined, changes: Changes): void {
    if (row === undefined) return;
    changes.inFlightGone(this.#session, id);
    this.#rows.delete(id);
    if (row.sent !== undefined) this.#marks.displace(row.sent.mark);
  }

  #publish(id: number, delivery: Delivery, row: InFlightRow | undefined, changes: Changes): void {
    if (row?.sent?.delivery === delivery) return;
    const mark = this.#marks.place(delivery.message);
    const place = this.#nextPlace;
    this.#nextPlace += 1;
    changes.inFlight(this.#session, id, place, storedCopy(mark, delivery));
    this.#rows.set(id, { place, sent: { delivery, mark } });
    if (row?.sent !== undefined) this.#marks.displace(row.sent.mark);
  }

  #release(id: number, row: InFlightRow | undefined, changes: Changes): void {
    if (row !== undefined && row.sent === undefined) return;
    const place = row?.place ?? this.#nextPlace;
    if (row === undefined) this.#nextPlace += 1;
    changes.inFlight(this.#session, id, place, undefined);
    this.#rows.set(id, { place, sent: undefined });
    if (row?.sent !== undefined) this.#marks.displace(row.sent.mark);
  }
}
