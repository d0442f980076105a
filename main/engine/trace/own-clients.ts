import { textOf } from '../../database/columns.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import { composerClient } from '../broker/broker-publisher.ts';
import { brokerSource } from '../source-list.ts';

/** ms for which what was read holds. */
const holdsFor = 2_000;

/** The clients of the embedded broker that are the app itself: its composer, and connections of it to this machine. */
export class OwnClients {
  readonly #units: StoredUnits;
  #clients: ReadonlySet<string> = new Set([composerClient]);
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(units: StoredUnits) {
    this.#units = units;
  }

  has(client: string): boolean {
    const now = performance.now();
    if (now - this.#readAt > holdsFor) {
      this.#readAt = now;
      this.#clients = new Set([composerClient, ...this.#connections()]);
    }
    return this.#clients.has(client);
  }

  /** By what the history knows of their links, so that it is the same when it is traced again. */
  #connections(): readonly string[] {
    const sql = `select distinct client from link join source on source.id = link.source
      where source.name <> ? and source.name not like 'recording-%' and client <> ''
      and (address like '127.0.0.1:%' or address like '%localhost%' or address like '%//127.0.0.1%' or address like '%[::1]%')
      limit 1000`;
    return this.#units.snapshot(() =>
      Array.from(this.#units.iterate(sql, brokerSource), (row) => textOf(row, 'client')),
    );
  }
}
