import { integer, textOf } from '../database/columns.ts';
import { appEnded } from './link-table.ts';
import type { ClientLink, StoredLink } from './reader-messages.ts';
import type { StoredUnits } from './stored-units.ts';

/** Links of one answer. */
const mostOpenLinks = 100_000;
const versions = [3, 4, 5] as const;
const transports = ['tcp', 'tls', 'ws', 'wss'] as const;

/** Who is on a link, and from where; empty if it is not known. */
export interface LinkFacts {
  readonly client: string;
  readonly address: string;
}

/** What is stored of links. */
export class LinkQueries {
  readonly #units: StoredUnits;

  constructor(units: StoredUnits) {
    this.#units = units;
  }

  /** The client identifier on a link; empty if it is not known. */
  client(name: string, link: number): string {
    const source = this.#units.places.source(name);
    return source === undefined ? '' : this.facts(source, link).client;
  }

  /** Of a source by its number in the database. */
  facts(source: number, link: number): LinkFacts {
    const row = this.#units.database.get(
      'select client, address from link where source = ? and link = ?',
      source,
      link,
    );
    return row === undefined
      ? { client: '', address: '' }
      : { client: textOf(row, 'client'), address: textOf(row, 'address') };
  }

  /** Undefined if nothing is known of it any more. */
  stored(name: string, link: number): StoredLink | undefined {
    const source = this.#units.places.source(name);
    // What a killed process left open has no time of its end.
    const sql = `select client, address, transport, version, case why when '${appEnded}' then null else closed end as closed
       from link where source = ? and link = ?`;
    const row = source === undefined ? undefined : this.#units.database.get(sql, source, link);
    if (row === undefined) return undefined;
    const transport = transports.find((known) => known === textOf(row, 'transport')) ?? 'tcp';
    const version = versions.find((known) => known === integer(row, 'version'));
    const closed = row['closed'] === null ? undefined : integer(row, 'closed');
    return { client: textOf(row, 'client'), address: textOf(row, 'address'), transport, version, closed };
  }

  /** The links with a client that were open at that time, those that began last. */
  openAt(name: string, time: number): readonly ClientLink[] {
    const source = this.#units.places.source(name);
    if (source === undefined) return [];
    const sql = `select client, link from link where source = ? and client <> '' and opened <= ?
       and (closed is null or closed >= ?) order by link desc limit ?`;
    const rows = this.#units.database.iterate(sql, source, time, time, mostOpenLinks);
    return Array.from(rows, (row) => ({ client: textOf(row, 'client'), link: integer(row, 'link') }));
  }
}
