import type { DeliveryCounts } from './stored-exchange.ts';
import type { TextTable } from './text-table.ts';

/** Columns, each as long as the segment has room for rows. */
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

/** Columns of zeros. */
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

/** The names of all columns. */
export const columnNames = Object.keys(makeColumns(0)).filter(
  (name): name is keyof Columns => name in makeColumns(0),
);

/** The same columns with room for so many rows. */
export function withRoom(columns: Columns, rows: number): Columns {
  const longer = makeColumns(rows);
  for (const name of columnNames) longer[name].set(columns[name]);
  return longer;
}

/** All that a segment keeps of its rows. */
export interface SegmentTables {
  readonly columns: Columns;
  readonly clients: TextTable;
  readonly details: TextTable;
  /** By row. */
  readonly extras: Map<number, Extra>;
}
