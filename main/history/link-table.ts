import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LinkChange } from '../capture/record-sink.ts';

/** Why a link was closed that a killed process left open. */
export const appEnded = 'the app ended';

/** Who was at the other end of each link. */
export class LinkTable {
  readonly #db: DatabaseSync;
  readonly #opened: StatementSync;
  readonly #identified: StatementSync;
  readonly #closed: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#opened = db.prepare(
      `insert or replace into link
       (source, link, address, transport, opened, client, version, closed, why, last_sequence)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#identified = db.prepare('update link set client = ?, version = ? where source = ? and link = ?');
    this.#closed = db.prepare(
      'update link set closed = ?, why = ?, last_sequence = ? where source = ? and link = ?',
    );
  }

  /** `sequence` is that of the newest record stored: a link goes once the history has let go of all up to its end. */
  apply(source: number, change: LinkChange, sequence: number): void {
    const { link, opened, address, transport = '', clientId, version, closed, why } = change;
    if (opened === undefined) {
      if (clientId !== undefined) this.#identified.run(clientId, version, source, link);
      if (closed !== undefined) this.#closed.run(closed, why, sequence, source, link);
      return;
    }
    const end = closed === undefined ? [null, '', null] : [closed, why, sequence];
    this.#opened.run(source, link, address, transport, opened, clientId ?? '', version, ...end);
  }

  /** Ends the links that a killed process left open. */
  closeLeftOpen(source: number, sequence: number): void {
    this.#db
      .prepare(
        `update link set closed = opened, why = '${appEnded}', last_sequence = ?
         where source = ? and last_sequence is null`,
      )
      .run(sequence, source);
  }

  /** Forgets links that ended before the oldest record that is left. */
  deleteBefore(source: number, sequence: number): void {
    this.#db.prepare('delete from link where source = ? and last_sequence < ?').run(source, sequence);
  }
}
