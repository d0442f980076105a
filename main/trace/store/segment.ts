import type { Outcome } from '../../../app/contract/areas/trace/states.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import { giveBack } from '../../database/give-back.ts';
import type { Exchange, Journey, Run } from '../exchange.ts';
import { JourneyTable } from './journey-table.ts';
import { firstRows, segmentExchanges, segmentRows } from './limits.ts';
import { readRow } from './read-row.ts';
import {
  completeNumber,
  deliveryKind,
  flagsOf,
  isEnd,
  kindNumber,
  outcomeNumber,
  publishKind,
  qosOf,
  runFlags,
} from './row-numbers.ts';
import type { Columns, SegmentTables } from './segment-columns.ts';
import { columnNames, makeColumns, withRoom } from './segment-columns.ts';
import type { StoredExchange } from './stored-exchange.ts';
import { TextTable } from './text-table.ts';
import { writeRow } from './write-row.ts';

/** Exchanges of one source that began one after the other, as columns of numbers: some sixty bytes each. */
export class Segment implements SegmentTables {
  #columns: Columns;
  readonly clients: TextTable;
  readonly details: TextTable;
  readonly packets: Map<number, readonly number[]>;
  readonly journeys: JourneyTable;
  #rows: number;
  #exchanges = 0;
  #deliveries = 0;
  #inFlight = 0;
  #lastPacket = 0;
  #lastTime = 0;
  /** Looked for last. */
  #lastRow = -1;
  /** Somebody may look at it for longer than a call takes. */
  isLookedAt = false;

  constructor(tables: SegmentTables = emptyTables(), rows = 0) {
    this.#columns = tables.columns;
    this.clients = tables.clients;
    this.details = tables.details;
    this.packets = tables.packets;
    this.journeys = tables.journeys;
    this.#rows = rows;
    for (let row = 0; row < rows; row += 1) this.#take(row);
  }

  /** Longer ones take their place as rows are added. */
  get columns(): Columns {
    return this.#columns;
  }

  /**
   * It is not used any more, unless somebody looks at it: its memory is given back at once. In a flood some megabytes of
   * them come and go each second, and what waited for a collection had all of the heap looked through for it.
   */
  letGo(): void {
    if (this.isLookedAt) return;
    giveBack(this.#columns.kind);
    this.journeys.letGo();
  }

  get rows(): number {
    return this.#rows;
  }

  /** Runs expanded. */
  get exchanges(): number {
    return this.#exchanges;
  }

  get deliveries(): number {
    return this.#deliveries;
  }

  /** Exchanges that are not over. */
  get inFlight(): number {
    return this.#inFlight;
  }

  get first(): number {
    return this.columns.id[0] ?? 0;
  }

  /** The last exchange that began in it, the last of a run. */
  get last(): number {
    const row = this.#rows - 1;
    return row < 0 ? 0 : (this.columns.id[row] ?? 0) + (this.columns.count[row] ?? 1) - 1;
  }

  /** The newest packet that belongs to one of its exchanges. */
  get lastPacket(): number {
    return Math.max(this.last, this.#lastPacket);
  }

  get firstTime(): number {
    return this.columns.time[0] ?? 0;
  }

  get lastTime(): number {
    return this.#lastTime;
  }

  get isFull(): boolean {
    return this.#rows >= segmentRows || this.#exchanges >= segmentExchanges;
  }

  /** Messages of a run that there is room for. */
  get room(): number {
    return Math.max(1, segmentExchanges - this.#exchanges);
  }

  /** The row of the exchange or run that has this sequence number as first packet, or -1. */
  rowOf(id: number): number {
    // Who goes from one to the next need not search.
    const next = this.#lastRow + 1;
    const row = this.columns.id[next] === id && next < this.#rows ? next : this.rowBefore(id);
    this.#lastRow = row;
    if (row < 0) return -1;
    const { id: ids, count } = this.columns;
    return id < (ids[row] ?? 0) + (count[row] ?? 0) ? row : -1;
  }

  /** The last row that begins at `id` or before, or -1. */
  rowBefore(id: number): number {
    const { id: ids } = this.columns;
    let [low, high] = [0, this.#rows];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ids[middle] ?? 0) <= id) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Adds a row at the end; its id is above all others. */
  add(exchange: Exchange): number {
    const row = this.#newRow();
    const { columns } = this;
    columns.id[row] = exchange.id;
    columns.count[row] = 1;
    columns.time[row] = Math.round(exchange.firstTime);
    columns.link[row] = exchange.firstLink;
    columns.kind[row] = kindNumber(exchange.kind);
    columns.flags[row] = flagsOf(exchange.direction, hasQos(exchange) ? exchange.qos : undefined);
    writeRow(this, row, exchange);
    this.#take(row);
    return row;
  }

  /** Writes down what became of the exchange of the row. */
  change(row: number, exchange: Exchange): void {
    const wasOver = this.isOver(row);
    writeRow(this, row, exchange);
    if (wasOver !== this.isOver(row)) this.#inFlight += wasOver ? 1 : -1;
    this.#noteLast(row);
  }

  /** Adds messages at QoS 0, to the run before them where they go on with it. */
  addRun(run: Run): void {
    const over = outcomeNumber(run.outcome);
    if (this.#extend(run, over)) return;
    const row = this.#newRow();
    const { columns } = this;
    columns.id[row] = run.first;
    columns.count[row] = run.count;
    columns.time[row] = Math.round(run.firstTime);
    columns.lastTime[row] = Math.round(run.lastTime);
    columns.kind[row] = publishKind;
    columns.outcome[row] = over;
    columns.flags[row] = runFlags;
    this.#take(row);
  }

  /** One more at the end, of zeros. */
  #newRow(): number {
    const row = this.#rows;
    const room = this.#columns.id.length;
    if (row >= room) this.#grow(Math.min(segmentRows, Math.max(firstRows, 4 * room)));
    this.#rows += 1;
    return row;
  }

  #grow(rows: number): void {
    const shorter = this.#columns;
    this.#columns = withRoom(shorter, rows);
    if (!this.isLookedAt) giveBack(shorter.kind);
  }

  #extend({ first, count, lastTime }: Run, over: number): boolean {
    const row = this.#rows - 1;
    const { columns } = this;
    if (row < 0 || this.isFull || columns.flags[row] !== runFlags || columns.outcome[row] !== over)
      return false;
    if ((columns.id[row] ?? 0) + (columns.count[row] ?? 0) !== first) return false;
    columns.count[row] = (columns.count[row] ?? 0) + count;
    columns.lastTime[row] = Math.round(lastTime);
    this.#exchanges += count;
    this.#lastTime = Math.max(this.#lastTime, lastTime);
    return true;
  }

  /** What became of the deliveries of the message whose row it is. */
  setDeliveries(row: number, journey: Omit<Journey, 'id' | 'topic' | 'isOver'>): void {
    const { columns } = this;
    columns.flags[row] = ((columns.flags[row] ?? 0) & 7) | ((journey.deliveredQos ?? 3) << 3);
    this.journeys.set(row, journey, journey.lastTime, columns.id.length);
  }

  /** The messages that came in from `first` to `last` and are over as they should be have this outcome instead. */
  settle(first: number, last: number, outcome: Outcome, detail: string): void {
    const { columns } = this;
    for (let row = Math.max(0, this.rowBefore(first)); row < this.#rows; row += 1) {
      if ((columns.id[row] ?? 0) > last) return;
      if (columns.kind[row] !== publishKind || columns.outcome[row] !== completeNumber) continue;
      if (this.isRun(row)) this.#cutOut(row, first, last);
      if ((columns.id[row] ?? 0) < first || (columns.flags[row] ?? 0) % 2 === 1) continue;
      columns.outcome[row] = outcomeNumber(outcome);
      if (detail !== '') columns.detail[row] = this.details.number(detail);
    }
  }

  /** Has the messages of a run that are meant be rows of their own, as far as there is room. */
  #cutOut(row: number, first: number, last: number): void {
    const id = this.columns.id[row] ?? 0;
    const end = id + (this.columns.count[row] ?? 0) - 1;
    if (last < end && last >= id) this.#cut(row, last + 1 - id);
    if (first > id && first <= end) this.#cut(row, first - id);
  }

  /** Makes a run two, of which the first has `count` messages. */
  #cut(row: number, count: number): void {
    if (this.#rows >= segmentRows) return;
    const last = this.#newRow();
    const { columns } = this;
    for (const name of columnNames) columns[name].copyWithin(row + 1, row, last);
    columns.id[row + 1] = (columns.id[row] ?? 0) + count;
    columns.count[row + 1] = (columns.count[row] ?? 0) - count;
    columns.count[row] = count;
    this.journeys.insert(row + 1, this.#rows);
    const behind = [...this.packets].filter(([at]) => at > row);
    for (const [at] of behind) this.packets.delete(at);
    for (const [at, packets] of behind) this.packets.set(at + 1, packets);
  }

  isOver(row: number): boolean {
    return isEnd(this.columns.outcome[row]);
  }

  /** Whether the row is messages of QoS 0 of which only the records tell more. */
  isRun(row: number): boolean {
    return this.columns.flags[row] === runFlags;
  }

  /** Whether it is about a PUBLISH, of one side or the other. */
  isMessage(row: number): boolean {
    const kind = this.columns.kind[row];
    return kind === publishKind || kind === deliveryKind;
  }

  qos(row: number): Qos | undefined {
    return qosOf(((this.columns.flags[row] ?? 0) >> 1) & 3);
  }

  isDelivery(row: number): boolean {
    return this.columns.kind[row] === deliveryKind;
  }

  read(row: number): StoredExchange {
    return readRow(this, row);
  }

  #take(row: number): void {
    const count = this.columns.count[row] ?? 1;
    this.#exchanges += count;
    if (this.columns.kind[row] === deliveryKind) this.#deliveries += count;
    if (!this.isOver(row)) this.#inFlight += 1;
    this.#noteLast(row);
  }

  #noteLast(row: number): void {
    const { columns } = this;
    const id = columns.id[row] ?? 0;
    const farthest = Math.max(columns.second[row] ?? 0, columns.third[row] ?? 0, columns.fourth[row] ?? 0);
    const beyond = this.packets.size === 0 ? 0 : (this.packets.get(row)?.at(-1) ?? 0);
    this.#lastPacket = Math.max(this.#lastPacket, id + farthest, beyond);
    this.#lastTime = Math.max(this.#lastTime, columns.lastTime[row] ?? 0);
  }
}

function hasQos({ kind }: Exchange): boolean {
  return kind === 'publish' || kind === 'delivery';
}

function emptyTables(): SegmentTables {
  return {
    columns: makeColumns(firstRows),
    clients: new TextTable(),
    details: new TextTable(),
    packets: new Map(),
    journeys: new JourneyTable(),
  };
}
