import type { ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { ExchangeRow, TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { WrittenRecord } from '../../trace-files/written-record.ts';
import { tracedSource } from '../trace/traced-source.ts';
import { chosenExchanges, detailOf } from './chosen-exchanges.ts';
import type { ExportParts, ExportWish } from './export-wish.ts';
import type { KnownLinks } from './known-links.ts';
import { routedNotes } from './routed-notes.ts';
import { SentCopies } from './sent-copies.ts';
import { StoredRecords } from './stored-records.ts';
import { ExportError } from './traced.ts';

/** Exchanges of one file, where each is looked at by itself. */
export const mostExchanges = 100_000;

/** What was chosen to be exported: exchanges, and records. */
export class ExportChoice {
  readonly #parts: ExportParts;
  readonly #wish: ExportWish;
  readonly #links: KnownLinks;
  readonly #progress: ExportProgress;
  readonly #records: StoredRecords;

  constructor(parts: ExportParts, wish: ExportWish, links: KnownLinks, progress: ExportProgress) {
    this.#parts = parts;
    this.#wish = wish;
    this.#links = links;
    this.#progress = progress;
    this.#records = new StoredRecords(parts.history, wish.source);
  }

  /** What was chosen, with what the embedded broker sent on. */
  async *records(): AsyncGenerator<WrittenRecord> {
    yield* this.#withCopies(this.#stored());
  }

  /** The packets of exchanges that were looked at, likewise. */
  recordsOf(chosen: ChosenPackets): AsyncGenerator<WrittenRecord> {
    return this.#withCopies(this.#storedOf(chosen));
  }

  async *#withCopies(records: AsyncGenerator<CapturedRecord>): AsyncGenerator<WrittenRecord> {
    const copies = new SentCopies(this.#links, (sequence) => this.#one(sequence));
    for await (const record of records) {
      await this.#links.look(record.link);
      yield* copies.take(record);
    }
    yield* copies.end();
  }

  async #one(sequence: number): Promise<CapturedRecord | undefined> {
    for await (const record of this.#records.of([sequence])) return record;
    return undefined;
  }

  async *#stored(): AsyncGenerator<CapturedRecord> {
    const { of } = this.#wish;
    if (of.kind === 'range') {
      const walk = { first: 0, at: 0, end: 0 };
      for await (const record of this.#records.within({ from: of.from, to: of.to }, walk)) {
        this.#progress.looked = walk.at - walk.first;
        this.#progress.of = walk.end - walk.first;
        yield record;
      }
      return;
    }
    const chosen = new ChosenPackets();
    for await (const detail of this.details(mostExchanges)) chosen.add(detail);
    yield* this.#storedOf(chosen);
  }

  /** With the notes that say for whom messages were, where the embedded broker made some. */
  async *#storedOf({ packets, messages }: ChosenPackets): AsyncGenerator<CapturedRecord> {
    const isBroker = tracedSource(this.#wish.source).isBroker;
    const notes = isBroker ? await routedNotes(this.#records, rising(messages)) : [];
    yield* this.#records.of(rising([...packets, ...notes]));
  }

  /** Those that were chosen, packet by packet. */
  async *details(most: number): AsyncGenerator<TraceDetail> {
    for await (const row of this.rows()) {
      if (this.#progress.exchanges === most) {
        this.#progress.cut += 1;
        continue;
      }
      const detail = await detailOf(this.#parts.traces, this.#wish.source, row.id);
      if (detail === undefined) continue;
      this.#progress.exchanges += 1;
      yield detail;
    }
  }

  /** Those that were chosen, as a list shows them. */
  async *rows(): AsyncGenerator<Omit<ExchangeRow, 'row'>> {
    const { source, of } = this.#wish;
    const { traces, history } = this.#parts;
    if (of.kind === 'exchange') {
      const detail = await detailOf(traces, source, of.exchange);
      if (detail === undefined) throw new ExportError('The history has let go of this exchange.');
      yield detail.exchange;
      return;
    }
    const filter = of.kind === 'list' ? of.filter : undefined;
    const choice = { source, filter, deliveries: of.kind === 'list' && of.deliveries };
    for await (const row of chosenExchanges(traces, choice, history.storedTo(source), this.#progress)) {
      if (of.kind === 'list' || isWithin(row.time, of.from, of.to)) yield row;
    }
  }
}

function isWithin(time: number, from: number | undefined, to: number | undefined): boolean {
  return (from === undefined || time >= from) && (to === undefined || time <= to);
}

/** The packets of an exchange without those that stand beside it. */
export function packetsOf({ steps }: TraceDetail): readonly number[] {
  return steps.flatMap(({ sequence, isContext }) => (sequence === undefined || isContext ? [] : [sequence]));
}

/** What belongs to the exchanges that were chosen, by sequence numbers. */
export class ChosenPackets {
  readonly packets: number[] = [];
  /** Of these, messages of clients. */
  readonly messages: number[] = [];

  add(detail: TraceDetail): void {
    this.packets.push(...packetsOf(detail));
    const { kind, id } = detail.exchange;
    if (kind === 'publish') this.messages.push(id);
  }
}

function rising(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
