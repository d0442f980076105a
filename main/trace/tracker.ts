import { KnownTopics } from '../../app/mqtt/known-topics.ts';
import {
  bodyStartAt,
  isSentAt,
  isTouchedAt,
  kindAt,
  lengthAt,
  linkAt,
  packetsAt,
  timeAt,
  versionAt,
} from '../capture/record-layout.ts';
import { textIn, toldIn } from '../capture/record-text.ts';
import { Book } from './book.ts';
import type { KeptState } from './checkpoint.ts';
import { keptState } from './checkpoint.ts';
import { Clients } from './client-facts.ts';
import type { ExchangeSink, TracedSource } from './exchange.ts';
import { Journeys } from './journeys.ts';
import { keep } from './keep.ts';
import { clientsRemembered, exchangesInFlight, sessionsAway } from './limits.ts';
import type { LinkTrace } from './link-trace.ts';
import { Links } from './links.ts';
import { MessageTopics } from './message-topics.ts';
import { Notes } from './notes.ts';
import type { PacketView } from './packet-view.ts';
import { createPacketView } from './packet-view.ts';
import { onClosed, onLeftOpen } from './packets/closed.ts';
import { Packets } from './packets/packets.ts';
import { PlainHandshakes } from './plain-handshakes.ts';
import { QosZeroRun } from './qos-zero-run.ts';
import { readView } from './read-view.ts';
import { RecordTimes } from './record-times.ts';
import { restore } from './restore.ts';
import type { Scene } from './scene.ts';
import { Sessions } from './sessions.ts';
import type { TraceWatch } from './watch.ts';
import { Watchers } from './watchers.ts';

/** What a tracker knows, as values that can be cloned; to go on from in another process. */
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
  readonly #plain: PlainHandshakes;
  readonly #notes: Notes;
  readonly #journeys: Journeys;
  readonly #scene: Scene;
  readonly #run: QosZeroRun;
  readonly #watchers: Watchers;
  readonly #times: RecordTimes;
  readonly #view = createPacketView();
  readonly #isUnjudged: boolean;
  readonly #clientSends: boolean;
  #next = 0;

  /** From a checkpoint that is usable it goes on as if it had never stopped: what was in flight has been told of. */
  constructor(
    source: TracedSource,
    sink: ExchangeSink,
    from?: Checkpoint,
    watchers: readonly TraceWatch[] = [],
  ) {
    this.#watchers = new Watchers(watchers);
    this.#journeys = new Journeys(sink, source.isBroker);
    this.#book = new Book(this.#journeys, this.#watchers, exchangesInFlight);
    this.#sessions = new Sessions(this.#book, sessionsAway);
    const clients = new Clients(clientsRemembered);
    this.#links = new Links(source, this.#sessions, clients);
    this.#scene = {
      source,
      book: this.#book,
      sessions: this.#sessions,
      watchers: this.#watchers,
      clients,
      topics: new KnownTopics(),
      messageTopics: new MessageTopics(),
      journeys: this.#journeys,
      seesDeliveries: false,
    };
    this.#plain = new PlainHandshakes(this.#scene);
    this.#packets = new Packets(this.#scene, this.#plain);
    this.#notes = new Notes(this.#scene, this.#links, this.#plain);
    this.#run = new QosZeroRun(sink);
    this.#times = new RecordTimes({
      passed: (time, sequence) => this.#passed(time, sequence),
      jumped: (before, time, sequence) => this.#watchers.jumped(before, { time, sequence, link: 0 }),
    });
    this.#isUnjudged = source.isUnjudged;
    this.#clientSends = source.clientSide === 'sent';
    this.#next = from?.next ?? 0;
    this.#scene.messageTopics.since = this.#next;
    const kept = from === undefined ? undefined : keptState.safeParse(from.state).data;
    if (kept !== undefined) this.#restore(kept);
  }

  #restore(kept: KeptState): void {
    restore(kept, this.#scene, this.#links);
    this.#times.restore(kept.time ?? 0);
    this.#watchers.restore(kept.rules ?? {});
    for (const link of this.#links.all()) this.#watchers.resumed(link);
  }

  /** What was let go of because there was too much at once. */
  get letGo(): { readonly exchanges: number; readonly sessions: number; readonly links: number } {
    return { exchanges: this.#book.letGo, sessions: this.#sessions.letGo, links: this.#links.letGo };
  }

  /** Exchanges that go on. */
  get inFlight(): number {
    return this.#book.size + this.#plain.size;
  }

  /** The oldest record that it needs when it goes on from a checkpoint made now. */
  needsFrom(): number {
    return this.#next;
  }

  /**
   * Takes records that lie end to end as in `main/capture/record-layout.ts`, the first packet of which has the sequence
   * number `first`; those that it has had are passed over. Nothing of `data` is kept. Returns the number of the one to
   * come.
   */
  take(data: Buffer, first: number): number {
    // Records between were lost: what they answered is not known.
    if (this.#next > 0 && first > this.#next) this.#missed(true);
    let sequence = first;
    for (let at = 0; at < data.length; at += lengthAt(data, at)) {
      const packets = packetsAt(data, at);
      if (sequence >= this.#next) this.#record(data, at, sequence, packets);
      sequence += packets;
    }
    this.#run.end();
    this.#plain.tell();
    this.#journeys.tell();
    this.#next = Math.max(this.#next, sequence);
    return this.#next;
  }

  /** Nothing more came until that time (µs since 1970): what depends on time may change. */
  passed(time: number): void {
    this.#passed(time, this.#next);
    this.#journeys.tell();
  }

  /** As small as what goes on at present: no more than `limits.ts` allows. */
  checkpoint(): Checkpoint {
    this.#plain.unfold();
    return { next: this.#next, state: keep(this.#scene, this.#links, this.#times.last) };
  }

  #record(data: Buffer, at: number, sequence: number, packets: number): void {
    const kind = kindAt(data, at);
    if (kind === 'packet' && this.#isPlain(data, at, sequence)) return;
    this.#run.end();
    if (!mayBePlain(kind)) this.#plain.unfold();
    const view = this.#view;
    readView(data, at, sequence, view);
    // First: time did not pass for connections that ended with the app.
    if (kind === 'opened' && toldIn(textOf(view), 'begins') === true) this.#beginAnew(view);
    // Notes of what the broker did, and of what was lost, may be older than what stands before them.
    if (isOfLink(kind)) this.#times.at(view.time, sequence);
    this.#journeys.takes(sequence);
    this.#other(view, kind, packets, at);
  }

  /** Nearly all that comes in a flood: a PUBLISH at QoS 0 of which there is nothing more to say. */
  #isPlain(data: Buffer, at: number, sequence: number): boolean {
    const first = data[bodyStartAt(data, at)] ?? 0;
    if ((first & 0xfe) !== 0x30 || isTouchedAt(data, at) || this.#isUnjudged) return false;
    const link = this.#links.find(linkAt(data, at), versionAt(data, at));
    const isFromClient = isSentAt(data, at) === this.#clientSends;
    // What is retained is looked at where a server sends it.
    if (link === undefined || !link.isUp || (first === 0x31 && !isFromClient)) return false;
    const time = timeAt(data, at);
    this.#times.at(time, sequence);
    if (isFromClient) this.#heard(link, time, sequence);
    link.hasViolated = false;
    this.#run.add(sequence, time);
    if (this.#watchers.wantsMessages) this.#packets.message(link, readView(data, at, sequence, this.#view));
    return true;
  }

  /** The client said something, or its connection ended: told where it was silent for longer than its keep alive. */
  #heard(link: LinkTrace, time: number, sequence: number, isEnd = false): void {
    const since = link.heard;
    link.heard = time;
    if (link.keepAlive > 0 && since > 0 && time - since > link.keepAlive * 1e6) {
      this.#watchers.silent(link, since, { time, sequence, link: link.number }, isEnd);
    }
  }

  #other(view: PacketView, kind: ReturnType<typeof kindAt>, packets: number, at: number): void {
    switch (kind) {
      case 'packet':
      case 'acknowledgements': {
        const link = this.#links.find(view.link, view.version);
        if (link !== undefined && (view.direction === 'sent') === this.#clientSends) {
          this.#heard(link, view.time, view.sequence);
        }
        if (link === undefined) this.#packets.onPast(this.#links.past(view.link, view.version), view);
        else this.#packet(link, view, kind, packets);
        return;
      }
      case 'opened':
        this.#links.open(view.link);
        return;
      case 'closed': {
        const link = this.#links.find(view.link, view.version);
        if (link === undefined) return;
        this.#heard(link, view.time, view.sequence, true);
        onClosed(this.#scene, link, view, textIn(textOf(view), 'why'));
        this.#links.closed(link);
        return;
      }
      case 'dropped':
        this.#dropped(view);
        return;
      case 'stood':
        this.#stood(view);
        return;
      case 'deliveries':
        this.#notes.take(view.data, at, view.sequence);
        return;
      case 'receivers':
        this.#notes.receivers(view.data.toString('utf8', view.start, view.end), view.sequence);
        return;
      case 'connected':
      case undefined:
        return;
    }
  }

  #packet(link: LinkTrace, view: PacketView, kind: 'packet' | 'acknowledgements', packets: number): void {
    const { violations } = this.#book;
    if (kind === 'packet') this.#packets.on(link, view);
    else this.#packets.onRun(link, view, packets);
    // Whoever it was that closes, what this app or its broker received is what was wrong.
    if (view.direction === 'received') link.hasViolated = this.#book.violations > violations;
  }

  /** The app was started: connections of its last run are not open any more. */
  #beginAnew(view: PacketView): void {
    // The last records of a process that was killed are not stored.
    this.#doubtAll();
    for (const link of this.#links.before(view.link)) {
      onLeftOpen(this.#scene, link, view);
      this.#links.closed(link);
    }
    if (this.#scene.source.isBroker) this.#sessions.serverBegan();
  }

  #dropped(view: PacketView): void {
    const text = textOf(view);
    const messages = toldIn(text, 'messages');
    // Where messages alone were dropped, or notes of what became of them, no answer was.
    const isAnswerless = typeof messages === 'number' && messages > 0 && messages === toldIn(text, 'records');
    this.#missed(!isAnswerless && toldIn(text, 'reason') !== 'notes');
  }

  #stood(view: PacketView): void {
    const text = textOf(view);
    const [from, to] = [Number(toldIn(text, 'from')), Number(toldIn(text, 'to'))];
    this.#watchers.stood({ from, to });
    this.#times.passed(to, view.sequence);
  }

  #missed(mayHaveAnswers: boolean): void {
    this.#doubtAll();
    this.#plain.unfold();
    if (mayHaveAnswers) this.#book.doubtAll();
    for (const link of this.#links.all()) link.heard = 0;
    this.#watchers.missed();
  }

  #doubtAll(): void {
    this.#links.doubtAll();
    this.#sessions.doubtAll();
  }

  #passed(time: number, sequence: number): void {
    this.#plain.unfold();
    const moment = { time, sequence, link: 0 };
    this.#sessions.expire(moment);
    this.#watchers.passed(moment, this.#book.oldest);
  }
}

/** Records of which some leave plain handshakes as they are: who takes them knows which. */
function mayBePlain(kind: ReturnType<typeof kindAt>): boolean {
  return kind === 'packet' || kind === 'acknowledgements' || kind === 'deliveries' || kind === 'receivers';
}

function isOfLink(kind: ReturnType<typeof kindAt>): boolean {
  return kind === 'packet' || kind === 'acknowledgements' || kind === 'opened' || kind === 'closed';
}

/** What stands in a record that is no packet. */
function textOf({ data, start, end }: PacketView): Uint8Array {
  return data.subarray(start, end);
}
