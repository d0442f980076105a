import { composerClient } from '../../../app/contract/areas/publish.ts';
import { integer, textOf } from '../../database/columns.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import { brokerSource } from '../source-list.ts';

/** ms for which what was read holds. */
const holdsFor = 2_000;
/** µs around a connection of ours in which its client is the app: the broker's clock is ours, yet it sees both ends later. */
const around = 3_000_000;

/** When a client was the app, in µs since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The clients of the embedded broker that are the app itself: its composer, and connections of it to this machine for as
 * long as they are open. A device that has the client identifier of one that was is a device.
 */
export class OwnClients {
  readonly #units: StoredUnits;
  #connections: ReadonlyMap<string, readonly Span[]> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(units: StoredUnits) {
    this.#units = units;
  }

  /** Whether it was the app at that time, in µs since 1970. */
  has(client: string, time: number): boolean {
    if (client === composerClient) return true;
    const now = performance.now();
    if (now - this.#readAt > holdsFor) {
      this.#readAt = now;
      this.#connections = this.#read();
    }
    const spans = this.#connections.get(client);
    return spans?.some(({ from, to }) => time >= from - around && time <= to + around) === true;
  }

  /**
   * By what the history knows of their links, so that it is the same when it is traced again. A link that a killed app left
   * open was closed as it was opened: such a one lasts until the next of its connection.
   */
  #read(): ReadonlyMap<string, readonly Span[]> {
    const sql = `select client, opened, case
        when closed is null then 9e15
        when why = 'the app ended' then coalesce((select min(next.opened) from link next
          where next.source = link.source and next.link > link.link), 9e15)
        else closed end as until
      from link join source on source.id = link.source
      where source.name <> ? and source.name not like 'recording-%' and client <> ''
      and (address like '127.0.0.1:%' or address like '%localhost%' or address like '%//127.0.0.1%' or address like '%[::1]%')
      order by opened desc limit 1000`;
    const spans = new Map<string, Span[]>();
    this.#units.snapshot(() => {
      for (const row of this.#units.database.iterate(sql, brokerSource)) {
        const client = textOf(row, 'client');
        const known = spans.get(client) ?? [];
        known.push({ from: integer(row, 'opened'), to: integer(row, 'until') });
        spans.set(client, known);
      }
    });
    return spans;
  }
}
