import type { Clock } from '../../../app/base/clock.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { FeedParams, FeedValue } from '../../../app/contract/contract-types.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { FeedHandlers } from '../../../app/contract/handlers.ts';
import type { History } from '../../history/history.ts';
import type { BrokerHost } from '../broker/broker-host.ts';
import { lagOf } from '../lag.ts';
import type { LoadMeter } from '../load-meter.ts';
import { RateMeter } from '../rate-meter.ts';
import { brokerSource } from '../source-list.ts';
import type { SpaceBook } from '../space-book.ts';
import type { TraceHost } from '../trace/trace-host.ts';

interface StatusParts {
  readonly spaces: SpaceBook;
  readonly history: History;
  readonly broker: BrokerHost;
  readonly load: LoadMeter;
  readonly traces: TraceHost;
  readonly clock: Clock;
}

type Status = FeedValue<'status'>;

/** Milliseconds between two values. */
const interval = 1_000;
/** Drops told at most, as the contract has it. */
const mostDrops = 50;

export function statusFeedHandlers(parts: StatusParts): Pick<FeedHandlers, 'status'> {
  return { status: (params, changed) => new StatusFeed(parts, params.source, changed) };
}

class StatusFeed implements FeedSource<FeedParams<'status'>, Status> {
  readonly #parts: StatusParts;
  readonly #timer: NodeJS.Timeout;
  #source: SourceId | undefined;
  #sent: RateMeter;
  readonly #changed: () => void;
  #stored = 0;
  #isClosed = false;

  constructor(parts: StatusParts, source: SourceId | undefined, changed: () => void) {
    this.#parts = parts;
    this.#source = source;
    this.#sent = new RateMeter(parts.clock);
    this.#changed = changed;
    this.#timer = setInterval(() => {
      changed();
      void this.#countStored();
    }, interval);
    this.#open();
  }

  update({ source }: FeedParams<'status'>): void {
    if (source !== this.#source) this.#sent = new RateMeter(this.#parts.clock);
    this.#source = source;
    this.#open();
  }

  read(): Status {
    const { history, load, broker, traces } = this.#parts;
    const state = history.state();
    const isBroker = this.#source === brokerSource;
    const { cpu, memory, busy } = load.read();
    return {
      ...this.#ofSource(),
      clients: isBroker ? broker.broker?.stats().clients : undefined,
      history: {
        bytes: state.fileBytes + state.logBytes,
        budget: state.budget,
        evicted: state.evicted,
        problem: state.problem,
      },
      dropped: this.#drops(),
      traces: traces.trouble,
      lag: lagOf({ busy, waiting: this.#waiting() }),
      engine: { cpu, memory },
    };
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
  }

  /** After a start nobody else may: a screen of traces needs no topics, and their number would be told as 0. */
  #open(): void {
    if (this.#source !== undefined) void this.#parts.spaces.look(this.#source);
    void this.#countStored().then(() => this.#isClosed || this.#changed());
  }

  /** Asks how many messages of the source are stored; where that cannot be told it stays what it was. */
  async #countStored(): Promise<void> {
    const source = this.#source;
    const messages = source === undefined ? 0 : await this.#parts.history.reader.messages(source);
    if (messages !== undefined && source === this.#source) this.#stored = messages;
  }

  #ofSource(): Pick<Status, 'received' | 'sent' | 'topics' | 'stored' | 'messages' | 'lastAt'> {
    const space = this.#source === undefined ? undefined : this.#parts.spaces.find(this.#source);
    if (space === undefined) {
      return { received: 0, sent: 0, topics: 0, stored: 0, messages: 0, lastAt: undefined };
    }
    const { rate, topics, messages } = space.index.stats();
    return {
      received: rate,
      sent: this.#sent.rate(this.#sentCount(space.sent)),
      topics,
      stored: this.#stored,
      messages,
      lastAt: space.lastAt,
    };
  }

  #waiting(): number {
    const space = this.#source === undefined ? undefined : this.#parts.spaces.find(this.#source);
    return space?.recorder.lag() ?? 0;
  }

  /** At the broker a message is recorded once: what goes out to receivers only the broker knows. */
  #sentCount(ofRecords: number): number {
    return this.#source === brokerSource ? (this.#parts.broker.broker?.stats().sent ?? 0) : ofRecords;
  }

  /** Of all sources, and of the broker who and what it turned away. */
  #drops(): Status['dropped'] {
    const records = this.#parts.spaces.spaces.flatMap((space) =>
      space.recorder.drops().map((drop) => ({ why: `not stored: ${drop.reason}`, count: drop.records })),
    );
    const stats = this.#parts.broker.broker?.stats();
    const deliveries = (stats?.dropped ?? []).map(({ why, count }) => ({
      why: `not delivered: ${why}`,
      count,
    }));
    const connections = { why: 'connections refused: too many', count: stats?.refusedConnections ?? 0 };
    return [...records, ...deliveries, connections].filter(({ count }) => count > 0).slice(0, mostDrops);
  }
}
