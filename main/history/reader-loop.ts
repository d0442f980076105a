import { unreachable } from '../../app/base/assert.ts';
import { isDamage } from '../database/damage.ts';
import { HistoryQueries } from './history-queries.ts';
import { LinkQueries } from './link-queries.ts';
import { PacketQueries } from './packet-queries.ts';
import type { FromReader, ReadWindow, StoredRow, StoredRows, ToReader } from './reader-messages.ts';
import { RowView } from './row-view.ts';
import { filterMatcher } from './search/filter-matcher.ts';
import { LinkClients } from './search/link-clients.ts';
import type { Matcher } from './selection.ts';
import { matcherOf } from './selection.ts';
import { rowOf } from './stored-row.ts';
import { StoredUnits } from './stored-units.ts';
import { choiceOf, TimeViews } from './times/time-views.ts';
import type { HashSeed } from './topic-hash.ts';
import { recordIn } from './unit-cache.ts';
import { unreadIn } from './unread-records.ts';

interface ReaderPort {
  post(message: FromReader): void;
  onMessage(listener: (message: ToReader) => void): void;
}

/** Answers questions about the history; between them it counts the rows of open views, a slice at a time. */
export function runReader(path: string, port: ReaderPort): void {
  new ReaderLoop(path, port).run();
}

/** Milliseconds between two reports of how far counting is. */
const tellInterval = 100;

interface OpenRows {
  readonly rows: RowView;
  readonly choice: string;
}

/** Goes through what is stored in slices. */
interface Counting {
  readonly isCounting: boolean;
  count(): void;
}

class ReaderLoop {
  readonly #path: string;
  readonly #units: StoredUnits;
  readonly #seed: HashSeed;
  readonly #links: LinkQueries;
  readonly #packets: PacketQueries;
  readonly #queries: HistoryQueries;
  readonly #port: ReaderPort;
  readonly #views = new Map<number, OpenRows>();
  readonly #times: TimeViews;
  #isScheduled = false;
  #toldAt = 0;

  constructor(path: string, port: ReaderPort) {
    this.#path = path;
    this.#units = new StoredUnits(path);
    this.#seed = this.#units.seed();
    this.#times = new TimeViews(this.#units, this.#seed);
    this.#links = new LinkQueries(this.#units);
    this.#packets = new PacketQueries(this.#units, this.#links);
    this.#queries = new HistoryQueries(this.#units, this.#seed);
    this.#port = port;
  }

  run(): void {
    this.#port.onMessage((message) => this.#tryTo(message));
    this.#port.post({ type: 'ready' });
  }

  /** What is broken on the disk costs the one answer that needed it, not the reader. */
  #tryTo(message: ToReader): void {
    try {
      this.#handle(message);
    } catch (error) {
      this.#fail(error, 'request' in message ? message.request : undefined);
    }
  }

  #fail(error: unknown, request: number | undefined): void {
    // SQLite's and zstd's errors have a code; what has none, and is not damage, is a mistake of ours.
    if (!(error instanceof Error && ('code' in error || isDamage(error)))) throw error;
    this.#port.post({ type: 'failed', request, message: error.message, isDamage: isDamage(error) });
  }

  #handle(message: ToReader): void {
    switch (message.type) {
      case 'open':
        this.#openRows(message);
        this.#schedule();
        return;
      case 'open-times':
        this.#times.open(message.view, message);
        this.#schedule();
        return;
      case 'close':
        this.#views.delete(message.view);
        this.#times.close(message.view);
        return;
      case 'stop':
        this.#views.get(message.view)?.rows.stop(message.isStopped);
        this.#schedule();
        return;
      case 'rows': {
        const rows = this.#rows(message.view, message.window);
        this.#port.post({ type: 'rows', request: message.request, rows });
        // Newer rows are counted when somebody reads, never in the background.
        if (rows?.behind === true) this.#tellChanged(message.view);
        return;
      }
      case 'times': {
        const { request, view, buckets } = message;
        const times = this.#times.read(view, buckets, (choice) => this.#rowsOf(choice));
        this.#port.post({ type: 'times', request, times });
        return;
      }
      default:
        this.#port.post(this.#answer(message));
    }
  }

  #openRows(message: Extract<ToReader, { type: 'open' }>): void {
    const { view, source, selection, isStopped } = message;
    const notesTimes = selection.filter !== undefined;
    const rows = new RowView(this.#units, source, this.#matcher(message), notesTimes);
    rows.stop(isStopped);
    this.#views.set(view, { rows, choice: choiceOf(message) });
  }

  /** A view of the same rows that is open already: nothing is searched twice. */
  #rowsOf(choice: string): RowView | undefined {
    return [...this.#views.values()].find((view) => view.choice === choice)?.rows;
  }

  #matcher({ source, selection }: Extract<ToReader, { type: 'open' }>): Matcher {
    const { filter } = selection;
    if (filter === undefined) return matcherOf(selection, this.#seed);
    const clients = new LinkClients((link) => this.#links.client(source, link));
    return filterMatcher(filter, { selection, seed: this.#seed, clientOf: (link) => clients.of(link) });
  }

  #answer(
    message: Exclude<ToReader, { type: 'open' | 'open-times' | 'times' | 'close' | 'stop' | 'rows' }>,
  ): FromReader {
    const { request, source } = message;
    switch (message.type) {
      case 'packet':
        return {
          type: 'packet',
          request,
          packet: this.#packets.packet(source, message.sequence, message.copy),
        };
      case 'bytes': {
        const { sequence, start, length } = message;
        return { type: 'bytes', request, ...this.#packets.bytes(source, sequence, start, length) };
      }
      case 'latest':
        return { type: 'latest', request, sequence: this.#queries.latest(source, message.topic) };
      case 'messages':
        return { type: 'messages', request, messages: this.#queries.messages(source) };
      case 'run': {
        const tell = (error: unknown) => this.#fail(error, undefined);
        return { type: 'run', request, run: this.#queries.run(source, message.from, tell) };
      }
      case 'unread':
        return { type: 'unread', request, ...unreadIn(this.#units, this.#path, source, message.wish) };
      case 'link':
        return { type: 'link', request, link: this.#links.stored(source, message.link) };
      case 'open-links':
        return { type: 'open-links', request, links: this.#links.openAt(source, message.time) };
      case 'topics':
        return { type: 'topics', request, ...this.#queries.topics(source, message.after) };
      default:
        return unreachable(message);
    }
  }

  #rows(view: number, window: ReadWindow): StoredRows | undefined {
    return this.#units.snapshot(() => {
      const found = this.#views.get(view)?.rows.read(window);
      if (found === undefined) return undefined;
      const clients = new Map<number, string>();
      const rows: StoredRow[] = found.rows.map(({ sequence, unit }, index) => {
        const record = recordIn(this.#units.load(unit), sequence);
        const client = clients.get(record.link) ?? this.#links.facts(unit.source, record.link).client;
        clients.set(record.link, client);
        return rowOf(found.from + index, client, record);
      });
      return { ...found, rows };
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#countOn());
  }

  /** A slice for each view that is not done, then whatever was asked meanwhile. */
  #countOn(): void {
    this.#isScheduled = false;
    const now = performance.now();
    const tells = now - this.#toldAt >= tellInterval;
    if (tells) this.#toldAt = now;
    for (const [number, { rows }] of this.#views) this.#countOne(number, rows, tells);
    for (const [number, times] of this.#times.views) this.#countOne(number, times, tells);
  }

  #countOne(number: number, view: Counting, tells: boolean): void {
    if (!view.isCounting) return;
    this.#count(number, view);
    if (tells || !view.isCounting) this.#tellChanged(number);
    if (view.isCounting && (this.#views.has(number) || this.#times.views.has(number))) this.#schedule();
  }

  #count(number: number, view: Counting): void {
    try {
      view.count();
    } catch (error) {
      this.#views.delete(number);
      this.#times.close(number);
      this.#fail(error, undefined);
    }
  }

  #tellChanged(view: number): void {
    this.#port.post({ type: 'changed', view });
  }
}
