import { giveBack } from '../../database/give-back.ts';
import type { NumberColumn } from './column-codec.ts';
import { at, readPlain, writePlain } from './column-codec.ts';
import type { NumberReader, NumberWriter } from './numbers.ts';
import type { DeliveryCounts } from './stored-exchange.ts';

/** What became of the deliveries of one message. */
export interface JourneyRow {
  readonly deliveries: DeliveryCounts;
  /** When the last of them ended, µs since 1970; 0 if none did. */
  readonly journeyEnd: number;
}

interface JourneyColumns {
  readonly end: Float64Array;
  /** One more than there are; 0 where nothing is known of the row's deliveries. */
  readonly total: Uint32Array;
  readonly done: Uint32Array;
  readonly waiting: Uint32Array;
  readonly failed: Uint32Array;
}

const counted = ['total', 'done', 'waiting', 'failed'] as const;
const rowBytes = 8 + 4 * 4;

/** What became of the deliveries of a segment's messages, by row; takes no room where there are none. */
export class JourneyTable {
  #columns: JourneyColumns | undefined;

  /** `room` is how many rows the segment has room for. */
  set(row: number, { total, done, waiting, failed }: DeliveryCounts, end: number, room: number): void {
    const columns = this.#withRoom(room);
    columns.end[row] = Math.round(end);
    columns.total[row] = total + 1;
    columns.done[row] = done;
    columns.waiting[row] = waiting;
    columns.failed[row] = failed;
  }

  get(row: number): JourneyRow | undefined {
    const columns = this.#columns;
    const total = columns?.total[row] ?? 0;
    if (columns === undefined || total === 0) return undefined;
    const [done, waiting, failed] = [
      at(columns.done, row),
      at(columns.waiting, row),
      at(columns.failed, row),
    ];
    return { deliveries: { total: total - 1, done, waiting, failed }, journeyEnd: at(columns.end, row) };
  }

  /** Makes place for a row of which nothing is known; `rows` is how many there are then. */
  insert(row: number, rows: number): void {
    if (this.#columns === undefined) return;
    const columns = this.#withRoom(rows);
    for (const column of Object.values<NumberColumn>({ ...columns })) {
      column.copyWithin(row + 1, row, rows - 1);
      column[row] = 0;
    }
  }

  write(writer: NumberWriter, times: NumberColumn, rows: number): void {
    const columns = this.#columns;
    writer.put(columns === undefined ? 0 : 1);
    if (columns === undefined) return;
    for (const name of counted) writePlain(writer, columns[name], rows);
    for (let row = 0; row < rows; row += 1) {
      if (at(columns.total, row) > 0) writer.putSigned(at(columns.end, row) - at(times, row));
    }
  }

  /** Reads what `write` wrote into a table that is empty. */
  read(reader: NumberReader, times: NumberColumn, rows: number): void {
    if (reader.take() === 0) return;
    const columns = this.#withRoom(rows);
    for (const name of counted) readPlain(reader, columns[name], rows);
    for (let row = 0; row < rows; row += 1) {
      if (at(columns.total, row) > 0) columns.end[row] = at(times, row) + reader.takeSigned();
    }
  }

  /** It is not used any more: its memory is given back at once. */
  letGo(): void {
    if (this.#columns !== undefined) giveBack(bytesOf(this.#columns));
  }

  #withRoom(rows: number): JourneyColumns {
    const shorter = this.#columns;
    if (shorter !== undefined && shorter.end.length >= rows) return shorter;
    const columns = makeColumns(rows);
    if (shorter !== undefined) {
      columns.end.set(shorter.end);
      for (const name of counted) columns[name].set(shorter[name]);
      giveBack(bytesOf(shorter));
    }
    this.#columns = columns;
    return columns;
  }
}

/** End to end in one piece of memory. */
function makeColumns(rows: number): JourneyColumns {
  const memory = new ArrayBuffer(rows * rowBytes);
  const words = (index: number) => new Uint32Array(memory, rows * (8 + 4 * index), rows);
  return {
    end: new Float64Array(memory, 0, rows),
    total: words(0),
    done: words(1),
    waiting: words(2),
    failed: words(3),
  };
}

function bytesOf({ end }: JourneyColumns): Uint8Array {
  return new Uint8Array(end.buffer);
}
