import { unreachable } from '../../../app/base/assert.ts';
import { jsonLine } from '../../../app/base/json-line.ts';
import type { ExportFormat, ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { ExchangeRow, TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { Finding } from '../../../app/contract/areas/trace/finding.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { exchangeLine } from '../../trace-files/json-lines/exchange-line.ts';
import { packetLine } from '../../trace-files/json-lines/packet-line.ts';
import { PcapngWriter } from '../../trace-files/pcapng/pcapng-writer.ts';
import { exchangeTable } from '../../trace-files/report/exchange-table.ts';
import { markdownOf } from '../../trace-files/report/markdown.ts';
import { mermaidOf } from '../../trace-files/report/mermaid.ts';
import { UncrossedMessages } from '../../trace-files/uncrossed.ts';
import { tracedSource } from '../trace/traced-source.ts';
import { detailOf } from './chosen-exchanges.ts';
import { ChosenPackets, ExportChoice, mostExchanges, packetsOf } from './export-choice.ts';
import type { ExportParts, ExportWish, SteadyParts } from './export-wish.ts';
import { KnownLinks } from './known-links.ts';
import { steadyTraces } from './steady-traces.ts';
import { findingsOf } from './traced.ts';

/** Exchanges that a Markdown report names, and those that it has packet by packet. */
const mostNamed = 1_000;
const mostReported = 50;

/** Bytes of a part of a file. */
const gatheredBytes = 65_536;

/** The bytes of a file, made as they are read. Throws ExportError. */
export async function* exportFile(
  parts: ExportParts,
  wish: ExportWish,
  progress: ExportProgress,
): AsyncGenerator<Uint8Array> {
  const steady = { ...parts, traces: steadyTraces(parts.traces) };
  yield* gathered(partsOf(new ExportFile(steady, wish, progress), wish.format));
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
  readonly #parts: SteadyParts;
  readonly #wish: ExportWish;
  readonly #progress: ExportProgress;
  readonly #choice: ExportChoice;
  readonly #links: KnownLinks;

  constructor(parts: SteadyParts, wish: ExportWish, progress: ExportProgress) {
    this.#parts = parts;
    this.#wish = wish;
    this.#progress = progress;
    this.#links = new KnownLinks(parts.history, wish.source);
    this.#choice = new ExportChoice(parts, wish, this.#links, progress);
  }

  async *pcapng(): AsyncGenerator<Uint8Array> {
    const { facts, program } = this.#parts;
    const { clientSide, isBroker } = tracedSource(this.#wish.source);
    const linkOf = (link: number) => this.#links.find(link);
    const writer = new PcapngWriter({ program, source: facts.source, clientSide, isBroker, linkOf });
    yield writer.begin();
    for await (const record of this.#choice.records()) {
      await this.#links.look(record.link);
      const written = writer.record(record);
      // What has not crossed is none of its packets.
      if (written.byteLength > 0) this.#count(record);
      this.#progress.uncrossed = writer.leftOut;
      yield written;
    }
  }

  async *jsonLines(): AsyncGenerator<Uint8Array> {
    const { source } = this.#parts.facts;
    yield Buffer.from(jsonLine({ type: 'export', version: 1, program: this.#parts.program, source }));
    const details: AsyncGenerator<TraceDetail> | readonly TraceDetail[] =
      this.#wish.of.kind === 'range' ? [] : this.#choice.details(mostExchanges);
    const chosen = new ChosenPackets();
    for await (const detail of details) {
      chosen.add(detail);
      yield Buffer.from(exchangeLine(detail));
    }
    const uncrossed = new UncrossedMessages(tracedSource(this.#wish.source));
    const isAll = this.#wish.of.kind === 'range';
    const records = isAll ? this.#choice.records() : this.#choice.recordsOf(chosen);
    for await (const record of records) {
      await this.#links.look(record.link);
      this.#count(record);
      const link = this.#links.find(record.link);
      yield Buffer.from(packetLine(record, link, uncrossed.of(record, link)));
    }
  }

  async *markdown(): AsyncGenerator<Uint8Array> {
    const { facts } = this.#parts;
    const details: TraceDetail[] = [];
    const rows: Omit<ExchangeRow, 'row'>[] = [];
    for await (const row of this.#choice.rows()) {
      this.#progress.exchanges += 1;
      if (rows.length < mostNamed) rows.push(row);
      // The others are only counted, where nobody did that before.
      else if (this.#choice.count !== undefined) break;
      if (details.length >= mostReported) continue;
      const detail = await detailOf(this.#parts.traces, this.#wish.source, row.id, true);
      if (detail !== undefined) details.push(detail);
    }
    this.#progress.exchanges = Math.max(rows.length, this.#choice.count ?? this.#progress.exchanges);
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
    for await (const detail of this.#choice.details(1)) {
      this.#progress.packets += packetsOf(detail).length;
      yield Buffer.from(mermaidOf(detail));
    }
  }

  #count({ kind }: CapturedRecord): void {
    if (kind === 'packet') this.#progress.packets += 1;
  }
}
