import { unreachable } from '../../../app/base/assert.ts';
import type { Direction, SourceId } from '../../../app/contract/areas/common.ts';
import type { ExportFormat, ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { ExchangeRow, TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { Finding, MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { History } from '../../history/history.ts';
import type { FilterText } from '../../history/selection.ts';
import { exchangeLine } from '../../trace-files/json-lines/exchange-line.ts';
import { packetLine } from '../../trace-files/json-lines/packet-line.ts';
import { PcapngWriter } from '../../trace-files/pcapng/pcapng-writer.ts';
import { exchangeTable } from '../../trace-files/report/exchange-table.ts';
import type { ReportFacts } from '../../trace-files/report/markdown.ts';
import { markdownOf } from '../../trace-files/report/markdown.ts';
import { mermaidOf } from '../../trace-files/report/mermaid.ts';
import type { WrittenRecord } from '../../trace-files/written-record.ts';
import type { TraceClient } from '../trace/trace-client.ts';
import { tracedSource } from '../trace/traced-source.ts';
import { chosenExchanges, detailOf } from './chosen-exchanges.ts';
import { KnownLinks } from './known-links.ts';
import { routedNotes } from './routed-notes.ts';
import { SentCopies } from './sent-copies.ts';
import { StoredRecords } from './stored-records.ts';
import { ExportError, findingsOf } from './traced.ts';

/** Exchanges of one file, where each is looked at by itself. */
const mostExchanges = 100_000;
/** Exchanges that a Markdown report names, and those that it has packet by packet. */
const mostNamed = 1_000;
const mostReported = 50;

/** Bytes of a part of a file. */
const gatheredBytes = 65_536;

export interface ExportParts {
  readonly history: History;
  readonly traces: TraceClient;
  /** The name of the source, and what took part. */
  readonly facts: ReportFacts;
  /** Findings that are not told of. */
  readonly mutes: readonly MuteRule[];
  /** `Topicscope 0.1.0` */
  readonly program: string;
}

export interface ExportWish {
  readonly source: SourceId;
  readonly format: ExportFormat;
  readonly of:
    | { readonly kind: 'exchange'; readonly exchange: number }
    | { readonly kind: 'list'; readonly filter: FilterText | undefined; readonly deliveries: boolean }
    | { readonly kind: 'range'; readonly from?: number | undefined; readonly to?: number | undefined };
}

/** The bytes of a file, made as they are read. Throws ExportError. */
export async function* exportFile(
  parts: ExportParts,
  wish: ExportWish,
  progress: ExportProgress,
): AsyncGenerator<Uint8Array> {
  yield* gathered(partsOf(new ExportFile(parts, wish, progress), wish.format));
}

function partsOf(file: ExportFile, format: ExportFormat): AsyncGenerator<Uint8Array> {
  switch (format) {
    case 'pcapng':
      return file.pcapng();
    case 'jsonl':
      return file.jsonLines();
    case 'markdown':
      return file.markdown();
    case 'mermaid':
      return file.mermaid();
    default:
      return unreachable(format);
  }
}

/** The same bytes in fewer parts. */
async function* gathered(parts: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [kept, size]: [Uint8Array[], number] = [[], 0];
  for await (const part of parts) {
    kept.push(part);
    size += part.byteLength;
    if (size < gatheredBytes) continue;
    yield Buffer.concat(kept);
    [kept, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(kept);
}

class ExportFile {
  readonly #parts: ExportParts;
  readonly #wish: ExportWish;
  readonly #progress: ExportProgress;
  readonly #records: StoredRecords;
  readonly #links: KnownLinks;

  constructor(parts: ExportParts, wish: ExportWish, progress: ExportProgress) {
    this.#parts = parts;
    this.#wish = wish;
    this.#progress = progress;
    this.#records = new StoredRecords(parts.history, wish.source);
    this.#links = new KnownLinks(parts.history, wish.source);
  }

  async *pcapng(): AsyncGenerator<Uint8Array> {
    const { facts, program } = this.#parts;
    const clientSide: Direction = tracedSource(this.#wish.source).clientSide ?? 'received';
    const linkOf = (link: number) => this.#links.find(link);
    const writer = new PcapngWriter({ program, source: facts.source, clientSide, linkOf });
    yield writer.begin();
    for await (const record of this.#chosenRecords()) {
      await this.#links.look(record.link);
      this.#count(record);
      yield writer.record(record);
    }
  }

  async *jsonLines(): AsyncGenerator<Uint8Array> {
    const { source } = this.#parts.facts;
    yield Buffer.from(
      `${JSON.stringify({ type: 'export', version: 1, program: this.#parts.program, source })}\n`,
    );
    const details: AsyncGenerator<TraceDetail> | readonly TraceDetail[] =
      this.#wish.of.kind === 'range' ? [] : this.#details(mostExchanges);
    const chosen = new ChosenPackets();
    for await (const detail of details) {
      chosen.add(detail);
      yield Buffer.from(exchangeLine(detail));
    }
    const isAll = this.#wish.of.kind === 'range';
    const records = isAll ? this.#chosenRecords() : this.#withCopies(this.#recordsOf(chosen));
    for await (const record of records) {
      await this.#links.look(record.link);
      this.#count(record);
      yield Buffer.from(packetLine(record, this.#links.find(record.link)));
    }
  }

  async *markdown(): AsyncGenerator<Uint8Array> {
    const { facts } = this.#parts;
    const details: TraceDetail[] = [];
    const rows: Omit<ExchangeRow, 'row'>[] = [];
    for await (const row of this.#rows()) {
      this.#progress.exchanges += 1;
      if (rows.length < mostNamed) rows.push(row);
      if (details.length >= mostReported) continue;
      const detail = await detailOf(this.#parts.traces, this.#wish.source, row.id);
      if (detail !== undefined) details.push(detail);
    }
    this.#progress.cut = this.#progress.exchanges - rows.length;
    if (this.#wish.of.kind === 'list' || this.#wish.of.kind === 'range') {
      yield Buffer.from(exchangeTable(rows, this.#progress.exchanges, details.length, facts));
    }
    const findings = await this.#findings(new Set(details.map(({ exchange }) => exchange.id)));
    for (const detail of details) {
      this.#progress.packets += packetsOf(detail).length;
      const found = findings.filter(({ exchange }) => exchange === detail.exchange.id);
      yield Buffer.from(`${markdownOf(detail, found, facts)}\n`);
    }
  }

  /** Those about one of these exchanges. */
  async #findings(exchanges: ReadonlySet<number>): Promise<readonly Finding[]> {
    const found: Finding[] = [];
    for await (const finding of findingsOf(this.#parts.traces, this.#wish.source, this.#parts.mutes)) {
      if (finding.exchange !== undefined && exchanges.has(finding.exchange)) found.push(finding);
    }
    return found;
  }

  async *mermaid(): AsyncGenerator<Uint8Array> {
    for await (const detail of this.#details(1)) {
      this.#progress.packets += packetsOf(detail).length;
      yield Buffer.from(mermaidOf(detail));
    }
  }

  /** What was chosen, with what the embedded broker sent on. */
  async *#chosenRecords(): AsyncGenerator<WrittenRecord> {
    yield* this.#withCopies(this.#storedRecords());
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

  async *#storedRecords(): AsyncGenerator<CapturedRecord> {
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
    for await (const detail of this.#details(mostExchanges)) chosen.add(detail);
    yield* this.#recordsOf(chosen);
  }

  /** With the notes that say for whom messages were, where the embedded broker made some. */
  async *#recordsOf({ packets, messages }: ChosenPackets): AsyncGenerator<CapturedRecord> {
    const isBroker = tracedSource(this.#wish.source).isBroker;
    const notes = isBroker ? await routedNotes(this.#records, rising(messages)) : [];
    yield* this.#records.of(rising([...packets, ...notes]));
  }

  /** Those that were chosen, packet by packet. */
  async *#details(most: number): AsyncGenerator<TraceDetail> {
    for await (const row of this.#rows()) {
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

  async *#rows(): AsyncGenerator<Omit<ExchangeRow, 'row'>> {
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

  #count({ kind }: CapturedRecord): void {
    if (kind === 'packet') this.#progress.packets += 1;
  }
}

function isWithin(time: number, from: number | undefined, to: number | undefined): boolean {
  return (from === undefined || time >= from) && (to === undefined || time <= to);
}

/** The packets of an exchange without those that stand beside it. */
function packetsOf({ steps }: TraceDetail): readonly number[] {
  return steps.flatMap(({ sequence, isContext }) => (sequence === undefined || isContext ? [] : [sequence]));
}

/** What belongs to the exchanges that were chosen, by sequence numbers. */
class ChosenPackets {
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
