import { OldestKeys } from '../../../app/base/oldest-keys.ts';
import type { DeliveryNote } from '../../capture/delivery-layout.ts';

/** A note with its sequence number and the time of its record, in µs since 1970. */
export interface TimedNote {
  readonly note: DeliveryNote;
  readonly sequence: number;
  readonly time: number;
}

/** Messages whose notes lie in one place; a note for more of them than in so many places is looked at by itself. */
const placeSize = 64;
const mostPlaces = 16;
/** Notes that are remembered; beyond it the oldest go. */
const mostNotes = 200_000;

/** Notes by the messages that they are about: each is about one, or about all from one to another. */
export class NotesByMessage {
  readonly #places = new Map<number, TimedNote[]>();
  readonly #oldest = new OldestKeys(this.#places);
  #wide: TimedNote[] = [];
  #count = 0;
  /** Places before this one are empty. */
  #from = 0;

  add(timed: TimedNote): void {
    const { message: first, lastMessage: last = first } = timed.note;
    if (first === undefined || last === undefined) return;
    const [from, to] = [placeOf(first), placeOf(last)];
    if (to - from > mostPlaces) this.#wide.push(timed);
    else for (let place = Math.max(from, this.#from); place <= to; place += 1) this.#put(place, timed);
  }

  #put(place: number, timed: TimedNote): void {
    const there = this.#places.get(place);
    if (there === undefined) this.#places.set(place, [timed]);
    else there.push(timed);
    this.#count += 1;
    while (this.#count > mostNotes) {
      const oldest = this.#oldest.next();
      if (oldest === undefined) return;
      this.#count -= this.#places.get(oldest)?.length ?? 0;
      this.#places.delete(oldest);
    }
  }

  *of(message: number): Generator<TimedNote> {
    const near = this.#places.get(placeOf(message)) ?? [];
    for (const timed of [...this.#wide, ...near]) {
      const { message: first = Number.POSITIVE_INFINITY, lastMessage: last = 0 } = timed.note;
      if (first <= message && message <= last) yield timed;
    }
  }

  /** Nobody asks for an older one any more. */
  dropBefore(message: number): void {
    const until = placeOf(message);
    if (until <= this.#from) return;
    this.#from = until;
    this.#wide = this.#wide.filter(({ note }) => (note.lastMessage ?? 0) >= message);
    for (const [place, notes] of this.#places) {
      if (place >= until) continue;
      this.#places.delete(place);
      this.#count -= notes.length;
    }
  }
}

function placeOf(message: number): number {
  return Math.floor(message / placeSize);
}
