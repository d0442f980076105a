import type { Direction } from '../../../app/contract/areas/common.ts';
import type { ExchangeKind, Outcome } from '../../../app/contract/areas/trace/states.ts';
import { exchangeKind, outcome, outcomes } from '../../../app/contract/areas/trace/states.ts';
import type { PacketType, Qos } from '../../../app/mqtt/packet.ts';
import { packetTypeNumber, packetTypes } from '../../../app/mqtt/packet-types.ts';
import type { Exchange, Run } from '../exchange.ts';
import { segmentExchanges, segmentRows } from './limits.ts';
import { TextTable } from './text-table.ts';

/** What became of a message's deliveries. */
export interface DeliveryCounts {
  readonly total: number;
  readonly done: number;
  readonly waiting: number;
  readonly failed: number;
}

/** What is kept of an exchange. */
export interface StoredExchange {
  /** Sequence number of its first packet. */
  readonly id: number;
  /** 1, or how many messages of QoS 0 follow each other from `id` on, alike but for their packets. */
  readonly count: number;
  readonly kind: ExchangeKind;
  readonly direction: Direction;
  readonly outcome: Outcome;
  readonly awaiting: PacketType | undefined;
  readonly qos: Qos | undefined;
  readonly deliveredQos: Qos | undefined;
  /** 0 for none. */
  readonly packetId: number;
  readonly link: number;
  /** Empty where the link alone says whose it is. */
  readonly client: string;
  /** µs since 1970, of its first and of its latest packet. */
  readonly time: number;
  readonly lastTime: number;
  readonly reason: { readonly packet: PacketType; readonly code: number } | undefined;
  readonly detail: string;
  readonly resends: number;
  readonly findings: number;
  /** Of a delivery: the message that it delivers; 0 for none. */
  readonly message: number;
  readonly deliveries: DeliveryCounts | undefined;
  /** When the last of these ended, µs since 1970; 0 if none did. */
  readonly journeyEnd: number;
  /** Sequence numbers of its packets after the first one, in their order. */
  readonly packets: readonly number[];
}

/** Columns, each as long as the segment may have rows. */
export interface Columns {
  readonly id: Float64Array;
  readonly count: Uint32Array;
  readonly time: Float64Array;
  readonly lastTime: Float64Array;
  readonly message: Float64Array;
  readonly link: Uint32Array;
  /** Of its second, third and fourth packet: how far after the first; 0 for none. */
  readonly second: Uint32Array;
  readonly third: Uint32Array;
  readonly fourth: Uint32Array;
  readonly packetId: Uint16Array;
  /** One more than the code; 0 for none. */
  readonly reason: Uint16Array;
  readonly resends: Uint16Array;
  readonly findings: Uint16Array;
  readonly client: Uint16Array;
  readonly detail: Uint16Array;
  readonly kind: Uint8Array;
  readonly outcome: Uint8Array;
  /** Bit 0 sent; bits 1 and 2 QoS, 3 and 4 delivered QoS, each 3 for none; bit 5 a run. */
  readonly flags: Uint8Array;
  /** Numbers of packet types: what is awaited, and what had the reason code; 0 for none. */
  readonly awaiting: Uint8Array;
  readonly reasonPacket: Uint8Array;
}

/** What few rows have. */
export interface Extra {
  /** When the last of the deliveries ended, µs since 1970. */
  readonly journeyEnd?: number | undefined;
  readonly deliveries?: DeliveryCounts | undefined;
  /** Packets beyond the fourth. */
  readonly packets?: readonly number[] | undefined;
}

export const kinds = exchangeKind.options;
export const outcomeNames = outcome.options;
const kindNumbers = new Map(kinds.map((name, index) => [name, index]));
const outcomeNumbers = new Map(outcomeNames.map((name, index) => [name, index]));
const endings = outcomeNames.map((name) => outcomes[name].isEnd);
const deliveryKind = kinds.indexOf('delivery');
const completeNumber = outcomeNames.indexOf('complete');
const publishKind = kinds.indexOf('publish');
/** QoS 0, direction by its records. No exchange of its own has these: bit 5 says that it is a run. */
const runFlags = 32 | (3 << 3);

export function makeColumns(rows: number): Columns {
  return {
    id: new Float64Array(rows),
    count: new Uint32Array(rows),
    time: new Float64Array(rows),
    lastTime: new Float64Array(rows),
    message: new Float64Array(rows),
    link: new Uint32Array(rows),
    second: new Uint32Array(rows),
    third: new Uint32Array(rows),
    fourth: new Uint32Array(rows),
    packetId: new Uint16Array(rows),
    reason: new Uint16Array(rows),
    resends: new Uint16Array(rows),
    findings: new Uint16Array(rows),
    client: new Uint16Array(rows),
    detail: new Uint16Array(rows),
    kind: new Uint8Array(rows),
    outcome: new Uint8Array(rows),
    flags: new Uint8Array(rows),
    awaiting: new Uint8Array(rows),
    reasonPacket: new Uint8Array(rows),
  };
}

const columnNames = Object.keys(makeColumns(0)).filter(
  (name): name is keyof Columns => name in makeColumns(0),
);

/** Exchanges of one source that began one after the other, as columns of numbers: some sixty bytes each. */
export class Segment {
  readonly columns: Columns;
  readonly clients: TextTable;
  readonly details: TextTable;
  readonly extras: Map<number, Extra>;
  #rows: number;
  #exchanges = 0;
  #deliveries = 0;
  #inFlight = 0;
  #lastPacket = 0;
  #lastTime = 0;

  constructor(
    columns: Columns = makeColumns(segmentRows),
    rows = 0,
    clients = new TextTable(),
    details = new TextTable(),
    extras = new Map<number, Extra>(),
  ) {
    this.columns = columns;
    this.clients = clients;
    this.details = details;
    this.extras = extras;
    this.#rows = rows;
    for (let row = 0; row < rows; row += 1) this.#take(row);
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
    return this.#rows >= this.columns.id.length || this.#exchanges >= segmentExchanges;
  }

  /** Messages of a run that there is room for. */
  get room(): number {
    return Math.max(1, segmentExchanges - this.#exchanges);
  }

  /** The row of the exchange or run that has this sequence number as first packet, or -1. */
  rowOf(id: number): number {
    const row = this.rowBefore(id);
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
    const row = this.#rows;
    this.#rows += 1;
    const { columns } = this;
    columns.id[row] = exchange.id;
    columns.count[row] = 1;
    columns.time[row] = Math.round(exchange.firstTime);
    columns.link[row] = exchange.firstLink;
    columns.kind[row] = kindNumber(exchange.kind);
    columns.flags[row] = flagsOf(exchange.direction, hasQos(exchange) ? exchange.qos : undefined);
    this.#write(row, exchange);
    this.#take(row);
    return row;
  }

  /** Writes down what became of the exchange of the row. */
  change(row: number, exchange: Exchange): void {
    const wasOver = this.isOver(row);
    this.#write(row, exchange);
    if (wasOver !== this.isOver(row)) this.#inFlight += wasOver ? 1 : -1;
    this.#noteLast(row);
  }

  /** Adds messages at QoS 0, to the run before them where they go on with it. */
  addRun(run: Run): void {
    const over = outcomeNumber(run.outcome);
    if (this.#extend(run, over)) return;
    const row = this.#rows;
    this.#rows += 1;
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
  setDeliveries(
    row: number,
    deliveries: DeliveryCounts,
    highestQos: Qos | undefined,
    journeyEnd: number,
  ): void {
    const flags = this.columns.flags[row] ?? 0;
    this.columns.flags[row] = (flags & 7) | ((highestQos ?? 3) << 3);
    this.extras.set(row, { ...this.extras.get(row), deliveries, journeyEnd: Math.round(journeyEnd) });
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
    const { columns } = this;
    if (this.#rows >= columns.id.length) return;
    for (const name of columnNames) columns[name].copyWithin(row + 1, row, this.#rows);
    this.#rows += 1;
    columns.id[row + 1] = (columns.id[row] ?? 0) + count;
    columns.count[row + 1] = (columns.count[row] ?? 0) - count;
    columns.count[row] = count;
    const behind = [...this.extras].filter(([at]) => at > row);
    for (const [at] of behind) this.extras.delete(at);
    for (const [at, extra] of behind) this.extras.set(at + 1, extra);
  }

  /** One more finding that the exchange of the row is part of. */
  noteFinding(row: number): void {
    this.columns.findings[row] = Math.min(0xffff, (this.columns.findings[row] ?? 0) + 1);
  }

  isOver(row: number): boolean {
    return endings[this.columns.outcome[row] ?? 0] ?? true;
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
    const { columns } = this;
    const flags = columns.flags[row] ?? 0;
    const extra = this.extras.get(row);
    const reason = columns.reason[row] ?? 0;
    const packet = packetTypes[columns.reasonPacket[row] ?? 0];
    return {
      id: columns.id[row] ?? 0,
      count: columns.count[row] ?? 1,
      kind: kinds[columns.kind[row] ?? 0] ?? 'publish',
      direction: (flags & 1) === 0 ? 'received' : 'sent',
      outcome: outcomeNames[columns.outcome[row] ?? 0] ?? 'in-flight',
      awaiting: packetTypes[columns.awaiting[row] ?? 0],
      qos: qosOf((flags >> 1) & 3),
      deliveredQos: qosOf((flags >> 3) & 3),
      packetId: columns.packetId[row] ?? 0,
      link: columns.link[row] ?? 0,
      client: this.clients.text(columns.client[row] ?? 0),
      time: columns.time[row] ?? 0,
      lastTime: columns.lastTime[row] ?? 0,
      reason: packet === undefined || reason === 0 ? undefined : { packet, code: reason - 1 },
      detail: this.details.text(columns.detail[row] ?? 0),
      resends: columns.resends[row] ?? 0,
      findings: columns.findings[row] ?? 0,
      message: columns.message[row] ?? 0,
      deliveries: extra?.deliveries,
      journeyEnd: extra?.journeyEnd ?? 0,
      packets: this.packets(row),
    };
  }

  /** The sequence numbers of the packets after the first. */
  packets(row: number): readonly number[] {
    const { columns } = this;
    const id = columns.id[row] ?? 0;
    const found: number[] = [];
    for (const column of [columns.second, columns.third, columns.fourth]) {
      const distance = column[row] ?? 0;
      if (distance > 0) found.push(id + distance);
    }
    return [...found, ...(this.extras.get(row)?.packets ?? [])];
  }

  /** The row that the packet belongs to, or -1. */
  rowWith(sequence: number): number {
    const own = this.rowOf(sequence);
    if (own >= 0) return own;
    const { id, second, third, fourth } = this.columns;
    for (let row = this.rowBefore(sequence); row >= 0; row -= 1) {
      const distance = sequence - (id[row] ?? 0);
      if (second[row] === distance || third[row] === distance || fourth[row] === distance) return row;
    }
    for (const [row, { packets }] of this.extras) if (packets?.includes(sequence)) return row;
    return -1;
  }

  /** The rows of a message's deliveries. */
  deliveriesOf(message: number): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.#rows; row += 1) if (this.columns.message[row] === message) rows.push(row);
    return rows;
  }

  #write(row: number, exchange: Exchange): void {
    const { columns } = this;
    const { packets, reason } = exchange;
    columns.packetId[row] = exchange.packetId;
    columns.lastTime[row] = Math.round(exchange.lastTime);
    columns.message[row] = exchange.message;
    columns.reason[row] = reason === undefined ? 0 : reason.code + 1;
    columns.reasonPacket[row] = reason === undefined ? 0 : packetTypeNumber(reason.packet);
    columns.resends[row] = Math.min(0xffff, exchange.resends);
    columns.client[row] = this.clients.number(exchange.client);
    columns.detail[row] = this.details.number(detailOf(exchange));
    columns.outcome[row] = outcomeNumber(exchange.outcome);
    columns.awaiting[row] = exchange.awaiting === undefined ? 0 : packetTypeNumber(exchange.awaiting);
    if (packets.length > 1) this.#writePackets(row, exchange.id, packets);
  }

  #writePackets(row: number, id: number, packets: readonly number[]): void {
    const { columns } = this;
    const [, second = id, third = id, fourth = id] = packets;
    const isNear = Math.max(second, third, fourth) - id <= 0xffffffff;
    columns.second[row] = isNear ? second - id : 0;
    columns.third[row] = isNear ? third - id : 0;
    columns.fourth[row] = isNear ? fourth - id : 0;
    const rest = isNear ? packets.slice(4) : packets.slice(1);
    if (rest.length > 0) this.extras.set(row, { ...this.extras.get(row), packets: rest });
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
    const beyond = this.extras.size === 0 ? 0 : (this.extras.get(row)?.packets?.at(-1) ?? 0);
    this.#lastPacket = Math.max(this.#lastPacket, id + farthest, beyond);
    this.#lastTime = Math.max(this.#lastTime, columns.lastTime[row] ?? 0);
  }
}

/** The same segment with room for as many rows as one may have. */
export function withRoom(segment: Segment): Segment {
  const columns = makeColumns(segmentRows);
  for (const name of columnNames) columns[name].set(segment.columns[name]);
  return new Segment(columns, segment.rows, segment.clients, segment.details, segment.extras);
}

function kindNumber(kind: ExchangeKind): number {
  return kindNumbers.get(kind) ?? 0;
}

function outcomeNumber(name: Outcome): number {
  return outcomeNumbers.get(name) ?? 0;
}

function flagsOf(direction: Direction, qos: Qos | undefined): number {
  return (direction === 'sent' ? 1 : 0) | ((qos ?? 3) << 1) | (3 << 3);
}

function hasQos({ kind }: Exchange): boolean {
  return kind === 'publish' || kind === 'delivery';
}

function detailOf({ detail, clause }: Exchange): string {
  return clause === '' ? detail : `${detail} [${clause}]`.trimStart();
}

function qosOf(bits: number): Qos | undefined {
  return bits === 0 ? 0 : bits === 1 ? 1 : bits === 2 ? 2 : undefined;
}
