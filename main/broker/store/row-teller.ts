import type { DatabaseSync } from 'node:sqlite';
import { ByteWriter } from './byte-writer.ts';
import { ChangeWriter } from './change-writer.ts';
import { tellRows } from './store-rows.ts';

/** Bytes of rows that are told at a time: what the broker's thread works off in a few milliseconds. */
const toldBytes = 262_144;

/** Tells all that is stored, some rows at a time. */
export class RowTeller {
  readonly #out = new ByteWriter(undefined);
  readonly #rows: Iterator<void>;

  constructor(db: DatabaseSync) {
    this.#rows = tellRows(db, new ChangeWriter(this.#out));
  }

  /** Undefined when all is told. */
  next(): { readonly buffer: ArrayBuffer; readonly length: number } | undefined {
    let isDone = false;
    while (!isDone && this.#out.length < toldBytes) isDone = this.#rows.next().done === true;
    return this.#out.length === 0 ? undefined : this.#out.take();
  }
}
