import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { deliverySize, readDelivery } from '../../capture/delivery-layout.ts';
import { KnownSets } from '../../capture/known-sets.ts';
import { readReceivers } from '../../capture/receiver-set.ts';
import { notesAt, packetsAt, timeAt } from '../../capture/record-layout.ts';
import type { Segment } from '../../trace/store/segment.ts';
import type { RecordBook } from './record-book.ts';

/** µs behind the last message of a segment within which the broker's notes of it come, and units of the history to read. */
const longestDelay = 1_000_000;
const mostUnits = 512;
/** Units that are read before others may have their turn. */
const unitsAtOnce = 2;
/** Deliveries that are remembered because their message is in an older segment. */
const mostLate = 100_000;

type Book = Pick<RecordBook, 'record' | 'recordsFrom' | 'link'>;

/** Names of clients that are remembered. */
const mostNames = 200_000;

/** Messages that follow each other and are for those that a record names; undefined for nobody. */
interface Routed {
  readonly first: number;
  readonly last: number;
  readonly set: number | undefined;
}

/**
 * For whom the messages of a segment were, as the broker has noted it: those who got them, and those for whom they wait,
 * were dropped, expired or are kept back. Read a little of the history at a time.
 */
export class Audience {
  readonly #segment: Segment;
  readonly #late: LateDeliveries;
  readonly #isRead: (read: Audience) => void;
  /** By their first message, rising once all is read. */
  readonly #routed: Routed[] = [];
  readonly #noted: Map<number, Set<string>> = new Map();
  readonly #sets = new KnownSets<readonly string[]>(mostNames);
  /** The record to read next; those from `#stop` on were read, and none is that comes after `#end`. */
  #next: number;
  readonly #stop: number = Number.POSITIVE_INFINITY;
  #end = Number.POSITIVE_INFINITY;
  #units = 0;

  /** `above`: of a newer segment, all read. What it has of the messages of this one is not read again. */
  constructor(
    segment: Segment,
    late: LateDeliveries,
    above: Audience | undefined,
    isRead: (read: Audience) => void,
  ) {
    this.#segment = segment;
    this.#late = late;
    this.#isRead = isRead;
    this.#next = segment.first;
    if (above?.isAbove(segment) !== true) return;
    this.#stop = above.#segment.first;
    this.#routed = above.#routed.filter(({ first }) => first <= segment.last);
    this.#noted = new Map([...above.#noted].filter(([message]) => message <= segment.last));
  }

  isAbove({ last }: Segment): boolean {
    return last < this.#segment.first;
  }

  /** Reads on; answers whether all of it is read. */
  readOn(book: Book): boolean {
    this.#units += unitsAtOnce;
    if (this.#units <= mostUnits && this.#takeUnits(book)) return false;
    this.#routed.sort((one, other) => one.first - other.first);
    this.#isRead(this);
    return true;
  }

  /** Answers whether there may be more. */
  #takeUnits(book: Book): boolean {
    const before = this.#next;
    for (const { data, at, first } of book.recordsFrom(before, unitsAtOnce)) {
      const time = timeAt(data, at);
      if (first > this.#segment.last) this.#end = Math.min(this.#end, time + longestDelay);
      if (time > this.#end || first >= this.#stop) return false;
      const { start, end: past } = notesAt(data, at);
      let sequence = first;
      for (let offset = start; offset < past; offset += deliverySize) {
        const note = readDelivery(data, offset, sequence);
        this.#take(note, book);
        sequence += note.count;
      }
      this.#next = first + packetsAt(data, at);
    }
    return this.#next > before;
  }

  /** The clients that a message was for; `bookOf` gives a book of the present snapshot, where one is needed. */
  of(message: number, bookOf: () => Book): readonly string[] {
    const { last = 0, set } = this.#routedBefore(message) ?? {};
    return [
      ...(set !== undefined && message <= last ? this.#clientsOf(set, bookOf) : []),
      ...(this.#noted.get(message) ?? []),
      ...this.#late.of(message),
    ];
  }

  #take(note: DeliveryNote, book: Book): void {
    const { event, message, lastMessage = message, receivers, link, count } = note;
    if (message === undefined || lastMessage === undefined) return;
    if (event === 'routed') {
      this.#routed.push({ first: message, last: lastMessage, set: receivers });
      return;
    }
    const client = link === 0 ? '' : book.link(link).client;
    if (client === '' || lastMessage > message) return;
    // Those of a run are each of one message.
    for (let ahead = 0; ahead < count; ahead += 1) {
      const clients = this.#noted.get(message + ahead) ?? new Set();
      this.#noted.set(message + ahead, clients.add(client));
    }
  }

  #clientsOf(set: number, bookOf: () => Book): readonly string[] {
    const known = this.#sets.get(set);
    if (known !== undefined) return known;
    const read = readSet(set, bookOf());
    return this.#sets.put(set, read, read.length);
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

function readSet(set: number, book: Book): readonly string[] {
  const record = book.record(set);
  if (record?.kind !== 'receivers') return [];
  const { receivers, withheld } = readReceivers(Buffer.from(record.body).toString());
  return [...receivers.map(({ client }) => client), ...withheld];
}

/** The audiences of a source's segments. What one that is read has of older messages is not read again for the next. */
export class Audiences {
  readonly #late = new LateDeliveries();
  #lowest: Audience | undefined;

  /** Of a segment, to be read. */
  of(segment: Segment, book: Book): Audience {
    this.#late.take(segment, book);
    return new Audience(segment, this.#late, this.#lowest, (read) => {
      if (this.#lowest?.isAbove(segment) ?? true) this.#lowest = read;
    });
  }
}

/** Receivers of messages that are older than the segment of their delivery, as of what was retained. */
class LateDeliveries {
  readonly #clients = new Map<number, Set<string>>();

  /** Segments are looked through from the newest on: what one delivers late is known when its message comes. */
  take(segment: Segment, book: Book): void {
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
