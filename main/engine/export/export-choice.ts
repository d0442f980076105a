import type { ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { ExchangeRow, TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { WrittenRecord } from '../../trace-files/written-record.ts';
import { tracedSource } from '../trace/traced-source.ts';
import { chosenExchanges, detailOf } from './chosen-exchanges.ts';
import type { ExportWish, SteadyParts } from './export-wish.ts';
import type { KnownLinks } from './known-links.ts';
import type { ChosenMessage } from './routed-notes.ts';
import { routedNotes } from './routed-notes.ts';
import { SentCopies } from './sent-copies.ts';
import { StoredRecords } from './stored-records.ts';
import { ExportError } from './traced.ts';

/** Exchanges of one file, where each is looked at by itself, and packets of these. */
export const mostExchanges = 100_000;
const mostPackets = 2_000_000;

/** What was chosen to be exported: exchanges, and records. */
export class ExportChoice {
  readonly #parts: SteadyParts;
  readonly #wish: ExportWish;
  readonly #links: KnownLinks;
  readonly #progress: ExportProgress;
  readonly #records: StoredRecords;
  /** How many there are, where a list tells before all of them were read. */
  count: number | undefined;

  constructor(parts: SteadyParts, wish: ExportWish, links: KnownLinks, progress: ExportProgress) {
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
    const sorted = messages.toSorted((a, b) => a.sequence - b.sequence);
    const notes = isBroker ? await routedNotes(this.#records, sorted) : [];
    yield* this.#records.of(rising([packets, notes]));
  }

  /** Those that were chosen, packet by packet. */
  async *details(most: number): AsyncGenerator<TraceDetail> {
    // It reads seconds of all connections around each message: for one exchange, not for a hundred thousand.
    const infers = this.#wish.of.kind === 'exchange';
    let packets = 0;
    for await (const row of this.rows()) {
      if (this.#progress.exchanges === most || packets > mostPackets) {
        this.#progress.cut += 1;
        continue;
      }
      const detail = await detailOf(this.#parts.traces, this.#wish.source, row.id, infers);
      if (detail === undefined) continue;
      this.#progress.exchanges += 1;
      packets += packetsOf(detail).length;
      yield detail;
    }
  }

  /** Those that were chosen, as a list shows them. */
  async *rows(): AsyncGenerator<Omit<ExchangeRow, 'row'>> {
    const { source, of } = this.#wish;
    const { traces, history } = this.#parts;
    if (of.kind === 'exchange') {
      const detail = await detailOf(traces, source, of.exchange, false);
      if (detail === undefined) throw new ExportError('The history has let go of this exchange.');
      yield detail.exchange;
      return;
    }
    const filter = of.kind === 'list' ? of.filter : undefined;
    const choice = { source, filter, deliveries: of.kind === 'list' && of.deliveries };
    const counted = (exchanges: number) => {
      const isAll = of.kind === 'list' || (of.from === undefined && of.to === undefined);
      if (isAll) this.count = exchanges;
    };
    const storedTo = history.storedTo(source);
    for await (const row of chosenExchanges(traces, choice, storedTo, this.#progress, counted)) {
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
  readonly messages: ChosenMessage[] = [];

  add(detail: TraceDetail): void {
    for (const packet of packetsOf(detail)) this.packets.push(packet);
    const { kind, id, time } = detail.exchange;
    if (kind === 'publish') this.messages.push({ sequence: id, time });
  }
}

/** All of them in order, each once. */
function rising(parts: readonly (readonly number[])[]): ArrayLike<number> {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  all.sort();
  return all.filter((number, index) => index === 0 || number !== all[index - 1]);
}
