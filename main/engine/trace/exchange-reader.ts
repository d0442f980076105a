import type { SourceTraces } from '../../trace/store/source-traces.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { exchangeAt } from './exchange-row.ts';
import type { RecordBook } from './record-book.ts';

/** Exchanges before the end of a connection among which the one that took its place is looked for. */
const takerRows = 64;

/** Exchanges of one source as they are stored, and those that belong to them; within one snapshot. */
export class ExchangeReader {
  readonly #traces: SourceTraces;
  readonly #book: RecordBook;

  constructor(traces: SourceTraces, book: RecordBook) {
    this.#traces = traces;
    this.#book = book;
  }

  /** Undefined if it is not there any more. */
  read(id: number): StoredExchange | undefined {
    const entry = this.#traces.entryOf(id);
    if (entry === undefined) return undefined;
    const segment = this.#traces.load(entry);
    const row = segment.rowOf(id);
    return row < 0 ? undefined : exchangeAt({ segment, row, sequence: id }, this.#book);
  }

  deliveriesOf({ id }: StoredExchange): readonly StoredExchange[] {
    return [...this.#traces.deliveriesOf(id)];
  }

  /** The exchange that began the link, if it is still known. */
  startOf(link: number): StoredExchange | undefined {
    const id = this.#traces.startOf(link);
    return id === undefined ? undefined : this.read(id);
  }

  /** The CONNECT of another connection that took the place of the one whose end this is; undefined where none is near. */
  takerOf({ id, kind, link, client }: StoredExchange): StoredExchange | undefined {
    const entry = this.#traces.entryOf(id);
    if (entry === undefined || client === '' || (kind !== 'disconnect' && kind !== 'loss')) return undefined;
    const segment = this.#traces.load(entry);
    const start = this.#traces.startOf(link) ?? 0;
    const end = segment.rowOf(id);
    for (let row = end - 1; row >= Math.max(0, end - takerRows); row -= 1) {
      const one = segment.read(row);
      if (one.id <= start) return undefined;
      if (one.kind === 'connect' && one.client === client && one.link !== link) return one;
    }
    return undefined;
  }

  /** How each connection began that the exchange went over. */
  startsOf(exchange: StoredExchange): readonly StoredExchange[] {
    const links = new Set([exchange.link]);
    for (const sequence of exchange.packets) links.add(this.#book.record(sequence)?.link ?? exchange.link);
    return [...links].flatMap((link) => this.startOf(link) ?? []).filter(({ id }) => id !== exchange.id);
  }
}
