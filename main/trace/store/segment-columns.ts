import type { JourneyTable } from './journey-table.ts';
import type { TextTable } from './text-table.ts';

/** Bytes of a row in all columns. */
const rowBytes = 4 * 8 + 5 * 4 + 6 * 2 + 5;

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

/** Columns of zeros, end to end in one piece of memory, the widest first. */
export function makeColumns(rows: number): Columns {
  const memory = new ArrayBuffer(rows * rowBytes);
  let end = 0;
  const next = (width: number) => {
    const start = end;
    end += rows * width;
    return start;
  };
  const doubles = () => new Float64Array(memory, next(8), rows);
  const words = () => new Uint32Array(memory, next(4), rows);
  const halves = () => new Uint16Array(memory, next(2), rows);
  const bytes = () => new Uint8Array(memory, next(1), rows);
  return {
    id: doubles(),
    time: doubles(),
    lastTime: doubles(),
    message: doubles(),
    count: words(),
    link: words(),
    second: words(),
    third: words(),
    fourth: words(),
    packetId: halves(),
    reason: halves(),
    resends: halves(),
    client: halves(),
    detail: halves(),
    kind: bytes(),
    outcome: bytes(),
    flags: bytes(),
    awaiting: bytes(),
    reasonPacket: bytes(),
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
  /** The packets beyond the fourth, by row; of few rows. */
  readonly packets: Map<number, readonly number[]>;
  readonly journeys: JourneyTable;
}
