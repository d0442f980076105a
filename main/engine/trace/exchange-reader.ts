import type { SourceTraces } from '../../trace/store/source-traces.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { exchangeAt } from './exchange-row.ts';
import type { RecordBook } from './record-book.ts';

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

  /** How each connection began that the exchange went over. */
  startsOf(exchange: StoredExchange): readonly StoredExchange[] {
    const links = new Set([exchange.link]);
    for (const sequence of exchange.packets) links.add(this.#book.record(sequence)?.link ?? exchange.link);
    return [...links].flatMap((link) => this.startOf(link) ?? []).filter(({ id }) => id !== exchange.id);
  }
}
