import type { ExchangeSink } from './exchange.ts';
import { stepOf } from './machines/machines.ts';
import type { Clause, Event, Transition } from './machines/transition.ts';
import type { Moment } from './moment.ts';
import type { Beginning, PacketIds } from './open-exchange.ts';
import { OpenExchange } from './open-exchange.ts';
import type { Watchers } from './watchers.ts';

const notRecorded = 'Not recorded: of what came next, some could not be stored.';

/** The exchanges that go on, the oldest first; moves them by the table and tells the sink. */
export class Book {
  readonly #sink: ExchangeSink;
  readonly #watchers: Watchers;
  readonly #most: number;
  #oldest: OpenExchange | undefined;
  #newest: OpenExchange | undefined;
  #count = 0;
  #letGo = 0;
  #violations = 0;

  constructor(sink: ExchangeSink, watchers: Watchers, most: number) {
    this.#sink = sink;
    this.#watchers = watchers;
    this.#most = most;
  }

  get size(): number {
    return this.#count;
  }

  /** How many were let go of, because there were too many at once. */
  get letGo(): number {
    return this.#letGo;
  }

  /** How many exchanges were found to violate the standard. */
  get violations(): number {
    return this.#violations;
  }

  get oldest(): OpenExchange | undefined {
    return this.#oldest;
  }

  /** Begins an exchange with its first packet; `ids` is where it is found while it is in flight. */
  begin(beginning: Beginning, on: Event, ids?: PacketIds, key = beginning.packetId): OpenExchange {
    const exchange = new OpenExchange(beginning);
    const row = stepOf(beginning.kind, 'none', on);
    if (row !== undefined) this.#enter(exchange, row, beginning.version);
    if (exchange.state !== 'over') this.follow(exchange, ids, key);
    return exchange;
  }

  /** The same with an exchange whose beginning is not known: its state says what its first known packet is. */
  stepFirst(exchange: OpenExchange, on: Event, ids: PacketIds | undefined): void {
    const row = stepOf(exchange.kind, exchange.state, on);
    if (row !== undefined) this.#enter(exchange, row, exchange.version);
    if (exchange.state !== 'over') this.follow(exchange, ids, exchange.packetId);
  }

  /** Takes up an exchange that is in flight; nearly always it is the newest. */
  follow(exchange: OpenExchange, ids: PacketIds | undefined, key: number): void {
    this.place(exchange, ids, key);
    this.#insert(exchange, this.#newest);
    if (this.#count > this.#most) this.#letOldestGo();
  }

  /** Takes up several that say where they are to be found, the newest first: the place of each is looked for once for all. */
  followAll(exchanges: readonly OpenExchange[]): void {
    let from = this.#newest;
    for (const exchange of exchanges) {
      this.place(exchange, exchange.ids, exchange.packetId);
      this.#insert(exchange, from);
      from = exchange.older;
    }
    while (this.#count > this.#most) this.#letOldestGo();
  }

  /** Puts it where it belongs by its beginning, which is at `from` or before. */
  #insert(exchange: OpenExchange, from: OpenExchange | undefined): void {
    let older = from;
    while (older !== undefined && older.id > exchange.id) older = older.older;
    const newer = older === undefined ? this.#oldest : older.newer;
    exchange.older = older;
    exchange.newer = newer;
    if (older === undefined) this.#oldest = exchange;
    else older.newer = exchange;
    if (newer === undefined) this.#newest = exchange;
    else newer.older = exchange;
    this.#count += 1;
  }

  /** Where it is found from now on. */
  place(exchange: OpenExchange, ids: PacketIds | undefined, key: number): void {
    if (exchange.ids?.get(exchange.key) === exchange) exchange.ids.delete(exchange.key);
    exchange.ids = ids;
    exchange.key = key;
    ids?.set(key, exchange);
  }

  /** Moves it on by the table; false, and nothing happens, where the table has no such step. */
  step(exchange: OpenExchange, on: Event, moment: Moment): boolean {
    const row = stepOf(exchange.kind, exchange.state, on);
    if (row === undefined) return false;
    this.attach(exchange, moment);
    this.#enter(exchange, row, exchange.version);
    return true;
  }

  /** Records were lost: what those in flight wait for may have come. */
  doubtAll(): void {
    for (let exchange = this.#oldest; exchange !== undefined; exchange = exchange.newer) {
      if (exchange.isUnsure || exchange.detail !== '') continue;
      exchange.isUnsure = true;
      exchange.detail = notRecorded;
      this.tell(exchange);
    }
  }

  /** A packet belongs to it and does not move it on. */
  attach(exchange: OpenExchange, { sequence, time, link }: Moment): void {
    exchange.lastTime = time;
    exchange.link = link;
    exchange.isAway = false;
    if (exchange.isUnsure) this.#sureAgain(exchange);
    exchange.addPacket(sequence);
  }

  /** It ends without a packet. */
  abandon(exchange: OpenExchange, on: 'lost' | 'session lost' | 'id taken', why: string): void {
    const row = stepOf(exchange.kind, exchange.state, on);
    if (row === undefined) return;
    this.#enter(exchange, row, exchange.version);
    if (exchange.outcome !== 'broken') exchange.detail = why;
    this.tell(exchange);
  }

  violate(exchange: OpenExchange, clause: Clause, detail: string): void {
    this.#violations += 1;
    exchange.outcome = 'broken';
    exchange.clause = exchange.version === 5 ? clause[0] : clause[1];
    exchange.detail = detail;
  }

  /** Tells the sink where it stands. Whatever is to be known of its step is set before. */
  tell(exchange: OpenExchange): void {
    const isFirst = !exchange.isTold;
    exchange.isTold = true;
    if (isFirst) {
      this.#sink.begun(exchange);
      this.#watchers.begun(exchange);
    }
    if (exchange.state === 'over') {
      this.#remove(exchange);
      this.#sink.ended(exchange);
      this.#watchers.ended(exchange);
    } else if (!isFirst) {
      this.#sink.changed(exchange);
      this.#watchers.changed(exchange);
    }
  }

  #enter(exchange: OpenExchange, row: Transition, version: number): void {
    exchange.standsAt(row.to);
    if (row.isResend === true) exchange.resends += 1;
    if (exchange.outcome === 'broken') return;
    if (row.clause !== undefined) {
      this.#violations += 1;
      exchange.clause = version === 5 ? row.clause[0] : row.clause[1];
    }
    if (row.outcome !== 'complete') exchange.outcome = row.outcome;
    else if (exchange.isUnheard) exchange.outcome = 'no-subscriber';
    else exchange.outcome = exchange.resends > 0 ? 'resent' : 'complete';
  }

  #sureAgain(exchange: OpenExchange): void {
    exchange.isUnsure = false;
    if (exchange.detail === notRecorded) exchange.detail = '';
  }

  #letOldestGo(): void {
    const oldest = this.#oldest;
    if (oldest === undefined) return;
    this.#letGo += 1;
    oldest.detail = 'Followed no further: too many are in flight.';
    this.#remove(oldest);
    this.#sink.changed(oldest);
  }

  #remove(exchange: OpenExchange): void {
    const { older, newer } = exchange;
    this.place(exchange, undefined, 0);
    if (older === undefined && newer === undefined && this.#oldest !== exchange) return;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    exchange.older = undefined;
    exchange.newer = undefined;
    this.#count -= 1;
  }
}
