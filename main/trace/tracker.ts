import { KnownTopics } from '../../app/mqtt/known-topics.ts';
import {
  bodyStartAt,
  isTouchedAt,
  kindAt,
  lengthAt,
  linkAt,
  packetsAt,
  timeAt,
  versionAt,
} from '../capture/record-layout.ts';
import type { Moment } from './book.ts';
import { Book } from './book.ts';
import { keptState } from './checkpoint.ts';
import type { ExchangeSink, TracedSource } from './exchange.ts';
import { keep } from './keep.ts';
import { exchangesInFlight, expiryInterval, sessionsAway } from './limits.ts';
import { Links } from './links.ts';
import type { PacketView } from './packet-view.ts';
import { createPacketView } from './packet-view.ts';
import { onClosed } from './packets/closed.ts';
import { Packets } from './packets/packets.ts';
import { QosZeroRun } from './qos-zero-run.ts';
import { readView } from './read-view.ts';
import { restore } from './restore.ts';
import type { Scene } from './scene.ts';
import { Sessions } from './sessions.ts';

/** What a tracker knows, as JSON can say it; to go on from in another process. */
export interface Checkpoint {
  /** All before this sequence number has been taken. */
  readonly next: number;
  /** A `KeptState` of `checkpoint.ts`; of another format it is of no use. */
  readonly state: unknown;
}

/** Whether a tracker of today can go on from it; if not, all has to be traced anew. */
export function isUsable({ state }: Checkpoint): boolean {
  return keptState.safeParse(state).success;
}

/**
 * Makes exchanges of the records of one source. A pure function of what it is given: no clock, no I/O. Bounded in the
 * exchanges, links and sessions that it follows (`limits.ts`); what it lets go is counted.
 */
export class Tracker {
  readonly #book: Book;
  readonly #sessions: Sessions;
  readonly #links: Links;
  readonly #packets: Packets;
  readonly #scene: Scene;
  readonly #run: QosZeroRun;
  readonly #view = createPacketView();
  readonly #isUnjudged: boolean;
  #next = 0;
  #expiredAt = 0;

  /** From a checkpoint that is usable it goes on as if it had never stopped: what was in flight has been told of. */
  constructor(source: TracedSource, sink: ExchangeSink, from?: Checkpoint) {
    this.#book = new Book(sink, exchangesInFlight);
    this.#sessions = new Sessions(this.#book, sessionsAway);
    this.#links = new Links(source, this.#sessions);
    this.#scene = {
      source,
      book: this.#book,
      sessions: this.#sessions,
      topics: new KnownTopics(),
      seesDeliveries: false,
    };
    this.#packets = new Packets(this.#scene);
    this.#run = new QosZeroRun(sink);
    this.#isUnjudged = source.isUnjudged;
    this.#next = from?.next ?? 0;
    const kept = from === undefined ? undefined : keptState.safeParse(from.state).data;
    if (kept !== undefined) restore(kept, this.#scene, this.#links);
  }

  /** What was let go of because there was too much at once. */
  get letGo(): { readonly exchanges: number; readonly sessions: number; readonly links: number } {
    return { exchanges: this.#book.letGo, sessions: this.#sessions.letGo, links: this.#links.letGo };
  }

  /** Exchanges that go on. */
  get inFlight(): number {
    return this.#book.size;
  }

  /** The oldest record that it needs when it goes on from a checkpoint made now. */
  needsFrom(): number {
    return this.#next;
  }

  /**
   * Takes records that lie end to end as in `main/capture/record-layout.ts`, the first packet of which has the sequence
   * number `first`; those that it has had are passed over. Returns the number of the one to come.
   */
  take(data: Buffer, first: number): number {
    // Records between were lost: what they answered is not known.
    if (this.#next > 0 && first > this.#next) this.#sessions.doubtAll();
    let sequence = first;
    for (let at = 0; at < data.length; at += lengthAt(data, at)) {
      const packets = packetsAt(data, at);
      if (sequence >= this.#next) this.#record(data, at, sequence, packets);
      sequence += packets;
    }
    this.#run.end();
    this.#next = Math.max(this.#next, sequence);
    return this.#next;
  }

  /** Nothing more came until that time (µs since 1970): what depends on time may change. */
  passed(time: number): void {
    this.#expire({ time, sequence: this.#next, link: 0 });
  }

  /** As small as what goes on at present: no more than `limits.ts` allows. */
  checkpoint(): Checkpoint {
    return { next: this.#next, state: keep(this.#scene, this.#links) };
  }

  #record(data: Buffer, at: number, sequence: number, packets: number): void {
    const kind = kindAt(data, at);
    if (kind === 'packet') {
      const link = this.#links.find(linkAt(data, at), versionAt(data, at));
      // Nearly all that comes in a flood: a PUBLISH at QoS 0 of which there is nothing more to say.
      if (link?.isUp === true && isPlainQosZero(data, at) && !this.#isUnjudged) {
        this.#run.add(sequence, timeAt(data, at));
        return;
      }
    }
    this.#run.end();
    const view = this.#view;
    readView(data, at, sequence, view);
    this.#other(view, kind, packets);
    if (view.time > this.#expiredAt + expiryInterval) this.#expire(view);
  }

  #other(view: PacketView, kind: ReturnType<typeof kindAt>, packets: number): void {
    switch (kind) {
      case 'packet':
      case 'acknowledgements': {
        const link = this.#links.find(view.link, view.version);
        if (link === undefined) this.#packets.onPast(this.#links.past(view.link, view.version), view);
        else if (kind === 'packet') this.#packets.on(link, view);
        else this.#packets.onRun(link, view, packets);
        return;
      }
      case 'opened':
        this.#links.open(view.link);
        return;
      case 'closed': {
        const link = this.#links.find(view.link, view.version);
        if (link === undefined) return;
        onClosed(this.#scene, link, view, whyOf(view));
        this.#links.closed(link);
        return;
      }
      case 'dropped':
        this.#sessions.doubtAll();
        return;
      case 'connected':
      case undefined:
        return;
    }
  }

  #expire(moment: Moment): void {
    this.#expiredAt = moment.time;
    this.#sessions.expire(moment);
  }
}

function isPlainQosZero(data: Buffer, at: number): boolean {
  return ((data[bodyStartAt(data, at)] ?? 0) & 0xfe) === 0x30 && !isTouchedAt(data, at);
}

/** Why the connection was closed, as its record says. */
function whyOf({ data, start, end }: PacketView): string {
  const told: unknown = JSON.parse(data.toString('utf8', start, end));
  const why = typeof told === 'object' && told !== null && 'why' in told ? told.why : undefined;
  return typeof why === 'string' ? why : '';
}
