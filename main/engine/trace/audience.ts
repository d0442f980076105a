import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { deliverySize, readDelivery } from '../../capture/delivery-layout.ts';
import { readReceivers } from '../../capture/receiver-set.ts';
import { notesAt, timeAt } from '../../capture/record-layout.ts';
import type { Segment } from '../../trace/store/segment.ts';
import type { RecordBook } from './record-book.ts';

/** µs behind the last message of a segment within which the broker's notes of it come, and units of the history to read. */
const longestDelay = 1_000_000;
const mostUnits = 512;
/** Deliveries that are remembered because their message is in an older segment. */
const mostLate = 100_000;

/** Messages that follow each other and are for the same clients. */
interface Routed {
  readonly first: number;
  readonly last: number;
  readonly clients: readonly string[];
}

/**
 * For whom the messages of a segment were, as the broker has noted it: those who got them, and those for whom they wait,
 * were dropped, expired or are kept back. All within one snapshot of the history.
 */
export class Audience {
  readonly #book: RecordBook;
  readonly #late: LateDeliveries;
  /** By their first message, rising. */
  readonly #routed: Routed[] = [];
  readonly #noted = new Map<number, Set<string>>();
  readonly #sets = new Map<number, readonly string[]>();

  constructor(book: RecordBook, segment: Segment, late: LateDeliveries) {
    this.#book = book;
    this.#late = late;
    let end = Number.POSITIVE_INFINITY;
    for (const { data, at, first } of book.recordsFrom(segment.first, mostUnits)) {
      const time = timeAt(data, at);
      if (first > segment.last) end = Math.min(end, time + longestDelay);
      if (time > end) break;
      const { start, end: past } = notesAt(data, at);
      let sequence = first;
      for (let offset = start; offset < past; offset += deliverySize) {
        const note = readDelivery(data, offset, sequence);
        this.#take(note);
        sequence += note.count;
      }
    }
    this.#routed.sort((one, other) => one.first - other.first);
  }

  /** The clients that a message was for. */
  of(message: number): readonly string[] {
    const routed = this.#routedBefore(message);
    return [
      ...(routed !== undefined && message <= routed.last ? routed.clients : []),
      ...(this.#noted.get(message) ?? []),
      ...this.#late.of(message),
    ];
  }

  #take({ event, message, lastMessage = message, receivers, link, count }: DeliveryNote): void {
    if (message === undefined || lastMessage === undefined) return;
    if (event === 'routed') {
      const clients = receivers === undefined ? [] : this.#clientsOf(receivers);
      this.#routed.push({ first: message, last: lastMessage, clients });
      return;
    }
    const client = link === 0 ? '' : this.#book.link(link).client;
    if (client === '' || lastMessage > message) return;
    // Those of a run are each of one message.
    for (let ahead = 0; ahead < count; ahead += 1) {
      const clients = this.#noted.get(message + ahead) ?? new Set();
      this.#noted.set(message + ahead, clients.add(client));
    }
  }

  #clientsOf(set: number): readonly string[] {
    const known = this.#sets.get(set) ?? this.#readSet(set);
    this.#sets.set(set, known);
    return known;
  }

  #readSet(set: number): readonly string[] {
    const record = this.#book.record(set);
    if (record?.kind !== 'receivers') return [];
    const { receivers, withheld } = readReceivers(Buffer.from(record.body).toString());
    return [...receivers.map(({ client }) => client), ...withheld];
  }

  #routedBefore(message: number): Routed | undefined {
    let [low, high] = [0, this.#routed.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#routed[middle]?.first ?? 0) <= message) low = middle + 1;
      else high = middle;
    }
    return this.#routed[low - 1];
  }
}

/** Receivers of messages that are older than the segment of their delivery, as of what was retained. */
export class LateDeliveries {
  readonly #clients = new Map<number, Set<string>>();

  /** Segments are looked through from the newest on: what one delivers late is known when its message comes. */
  take(segment: Segment, book: RecordBook): void {
    const { message, link, client } = segment.columns;
    for (let row = 0; row < segment.rows; row += 1) {
      const of = message[row] ?? 0;
      if (of === 0 || of >= segment.first || this.#clients.size >= mostLate) continue;
      const named = segment.clients.text(client[row] ?? 0);
      const receiver = named === '' ? book.link(link[row] ?? 0).client : named;
      this.#clients.set(of, (this.#clients.get(of) ?? new Set()).add(receiver));
    }
  }

  of(message: number): Iterable<string> {
    return this.#clients.get(message) ?? [];
  }
}
