import type { Clock } from '../../app/base/clock.ts';
import type { Direction, SourceId } from '../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import { createPublishScan, scanPublish } from '../../app/mqtt/publish-scan.ts';
import { redact } from '../../app/mqtt/redact.ts';
import { AcknowledgementRuns, isPlainAcknowledgement } from './acknowledgement-runs.ts';
import { DeliveryRuns } from './delivery-runs.ts';
import type { Drops } from './drop-counter.ts';
import { LinkRecords } from './link-records.ts';
import type { Log } from './log.ts';
import type { DeliveryObserver, LinkId, LinkStart, PacketObserver, Touch } from './observer.ts';
import type { RecordHead } from './record-layout.ts';
import { acknowledgementSize, headerSize, recordSpace } from './record-layout.ts';
import type { RecordSink } from './record-sink.ts';
import { recordText } from './record-text.ts';
import { RecordWriter } from './record-writer.ts';
import type { Stalls, TimeSpan } from './stall-watch.ts';
import { noStalls } from './stall-watch.ts';
import type { HeldMessage, TopicCounter } from './topic-counter.ts';
import type { TopicName } from './topic-name.ts';

interface RecorderOptions {
  readonly source: SourceId;
  readonly clock: Clock;
  readonly index: TopicCounter;
  readonly store: RecordSink;
  readonly log: Log;
  /**
   * Whether the coming and going of a link is a mark in the history: where one link carries all (a connection of ours)
   * its loss is a gap, where many do (the broker) it is not. Dropped records are always marked.
   */
  readonly marksLinks: boolean;
  /** When the thread that records stood still; without, nobody looks. */
  readonly stalls?: Stalls | undefined;
}

/** Makes records of what crosses at one source. */
export interface Recorder extends PacketObserver {
  /** Hands over what was gathered, without waiting for the disk. */
  flush(): void;
  /** The sequence number of the newest record, 0 before the first. */
  lastSequence(): number;
  /**
   * How full the queue before the disk is, from 0 on; from 1 on QoS 0 messages are dropped. 0 while nothing can be
   * stored: who waits for room would wait until its connection is lost.
   */
  backlog(): number;
  /** Milliseconds since the oldest record came that is not stored yet; 0 where all are. Views show what is stored. */
  lag(): number;
  /** What was not stored since this recorder began, by reason. */
  drops(): readonly Drops[];
  /** Says in the history, as a mark, that packets of the link are not known; `why` is one sentence. */
  missing(link: LinkId, why: string, time: number): void;
  /** Nothing more will be seen of the link, though nobody closed it. */
  linkLeft(link: LinkId, time: number): void;
  /** Hands over the rest; nothing is taken afterwards. */
  close(): void;
}

const noBytes = new Uint8Array(0);

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export function createRecorder(options: RecorderOptions): Recorder {
  return new SourceRecorder(options);
}

class SourceRecorder implements Recorder {
  readonly #options: RecorderOptions;
  readonly #writer: RecordWriter;
  readonly #runs: AcknowledgementRuns;
  readonly #notes: DeliveryRuns;
  readonly deliveries: DeliveryObserver;
  topic: TopicName | undefined = undefined;
  readonly #links: LinkRecords;
  readonly #stalls: Stalls;
  readonly #stopListening: () => void;
  readonly #scan = createPublishScan();
  /** Of the packet at hand: one for each would be most of what this makes. */
  readonly #head: Mutable<RecordHead> = noHead();
  readonly #held: Mutable<HeldMessage> = noMessage();
  /** Of the packet or note that came last. */
  #time = 0;
  /** The two messages that came in last. */
  #newestMessage = 0;
  #messageBefore = 0;
  #isClosed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#writer = new RecordWriter({
      ...options,
      leaving: () => options.index.settle(),
      noting: () => this.#endRuns(),
    });
    this.#runs = new AcknowledgementRuns(
      (link, direction, version, frames, time) => {
        const head = this.#packetHead(link, direction, version, time, false, undefined);
        head.kind = frames.byteLength > acknowledgementSize ? 'acknowledgements' : 'packet';
        this.#writer.append(head, noBytes, frames, false, frames.byteLength / acknowledgementSize);
      },
      () => this.#endRuns(),
    );
    this.#notes = new DeliveryRuns({
      notes: (notes, count, time) => this.#appendNotes('deliveries', notes, count, time),
      receivers: (text, time) => this.#appendNotes('receivers', Buffer.from(text), 1, time),
      nextSequence: () => this.#writer.nextSequence,
      turnTo: (time) => this.#turnTo(time),
      due: () => this.#endRuns(),
    });
    this.deliveries = this.#takesDeliveries();
    this.#links = new LinkRecords({
      writer: this.#writer,
      clock: options.clock,
      // Asked now: the store's is the next one that a run may give, and rises.
      firstLink: options.store.firstLink,
      marksLinks: options.marksLinks,
    });
    this.#stalls = options.stalls ?? noStalls;
    this.#stopListening = this.#stalls.onStood((span) => this.#stood(span));
    options.store.flushWith(() => this.flush());
  }

  linkOpened(start: LinkStart, time: number): LinkId {
    return this.#links.opened(start, time);
  }

  linkIdentified(link: LinkId, clientId: string, version: ProtocolVersion): void {
    this.#links.identified(link, clientId, version);
  }

  linkClosed(link: LinkId, why: string, time: number): void {
    if (time > this.#stalls.due) this.#stalls.look(time);
    this.#links.closed(link, why, time);
  }

  missing(link: LinkId, why: string, time: number): void {
    if (this.#isClosed) return;
    this.#writer.note('dropped', link, time, true, recordText({ reason: why, records: 0, messages: 0 }));
  }

  linkLeft(link: LinkId, time: number): void {
    this.#links.left(link, time);
  }

  packet(
    link: LinkId,
    direction: Direction,
    version: ProtocolVersion,
    frame: Uint8Array,
    time: number,
    touch?: Touch,
  ): number {
    if (this.#isClosed) return -1;
    if (time > this.#stalls.due) this.#stalls.look(time);
    this.#turnTo(time);
    if (touch === undefined && isPlainAcknowledgement(frame)) {
      this.#runs.add(link, direction, version, frame, time);
      return -1;
    }
    this.#runs.before(direction, time);
    const type = (frame[0] ?? 0) >> 4;
    if (type === 3) return this.#publish(link, direction, version, frame, time, touch);
    // What a fault touched is to be seen, whatever it is.
    const isRow = touch !== undefined;
    const head = this.#packetHead(link, direction, version, time, isRow, touch);
    const sequence = this.#writer.append(head, noBytes, redact(frame, version));
    if (type === 2) this.#links.acknowledged(link, frame, time);
    return isRow ? sequence : -1;
  }

  flush(): void {
    this.#endRuns();
    this.#writer.handOver();
  }

  lastSequence(): number {
    return this.#writer.nextSequence - 1;
  }

  backlog(): number {
    return this.#writer.backlog();
  }

  lag(): number {
    return this.#writer.lag();
  }

  drops(): readonly Drops[] {
    return this.#writer.drops();
  }

  close(): void {
    this.#stopListening();
    this.#endRuns();
    this.#notes.close();
    this.#runs.close();
    this.#writer.close();
    this.#isClosed = true;
    this.topic = undefined;
    this.#links.end();
    this.flush();
    this.#options.store.flushWith(undefined);
  }

  #publish(
    link: LinkId,
    direction: Direction,
    version: ProtocolVersion,
    frame: Uint8Array,
    time: number,
    touch: Touch | undefined,
  ): number {
    this.topic = undefined;
    const head = this.#packetHead(link, direction, version, time, true, touch);
    const scan = this.#scan;
    if (!scanPublish(frame, version, scan)) return this.#writer.append(head, noBytes, frame);
    const resolved = scan.topicAlias > 0 ? this.#resolve(link, direction, frame) : noBytes;
    const isQos0 = scan.qos === 0;
    const sequence = this.#writer.append(head, resolved, frame, isQos0);
    const hasTopic = resolved.byteLength > 0 || scan.topicEnd > scan.topicStart;
    if (!hasTopic || touch?.isCopy === true) return sequence;
    this.#messageBefore = this.#newestMessage;
    this.#newestMessage = sequence;
    if (sequence !== -1 && direction === 'received') {
      this.#countHeld(resolved.byteLength, frame.byteLength, time, sequence);
      return sequence;
    }
    const topic = resolved.byteLength > 0 ? resolved : viewOf(frame, scan.topicStart, scan.topicEnd);
    const payload = viewOf(frame, scan.payloadStart, frame.byteLength);
    const qos = isQos0 ? 0 : scan.qos === 1 ? 1 : 2;
    this.#options.index.message(topic, direction, qos, scan.retain, payload, time, sequence);
    return sequence;
  }

  /** Nobody waits for anything where no link is open. */
  #stood(span: TimeSpan): void {
    if (this.#links.areOpen) this.#writer.note('stood', 0, span.to, false, recordText(span));
  }

  #takesDeliveries(): DeliveryObserver {
    const notes = this.#notes;
    return {
      receivers: (text) => notes.receivers(text),
      receiver: (link) => notes.receiver(link),
      routed: (message, to) => {
        const isNewest = message === this.#newestMessage;
        if (message > 0) notes.routed(message, isNewest ? this.#messageBefore : 0, to);
      },
      note: (code, flags, link, message, number, detail, time, count) =>
        notes.note(code, flags, link, message, number, detail, time, count),
    };
  }

  /** What was gathered has another time than what comes: it is to stand before it. */
  #turnTo(time: number): void {
    if (time === this.#time) return;
    this.#runs.endReceived();
    this.#notes.turn(time);
    this.#runs.flush();
    this.#time = time;
  }

  #endRuns(): void {
    this.#runs.endReceived();
    this.#notes.flush();
    this.#runs.flush();
  }

  #appendNotes(kind: 'deliveries' | 'receivers', body: Uint8Array, count: number, time: number): number {
    if (this.#isClosed) return -1;
    const head = this.#packetHead(0, 'sent', 4, time, false, undefined);
    head.kind = kind;
    return this.#writer.appendNotes(head, body, count);
  }

  /** The topic that an alias stands for; empty where the frame has it, or nobody knows. */
  #resolve(link: LinkId, direction: Direction, frame: Uint8Array): Uint8Array {
    const written = viewOf(frame, this.#scan.topicStart, this.#scan.topicEnd);
    const topic = this.#links.of(link)?.aliases(direction).resolve(this.#scan.topicAlias, written);
    return written.byteLength > 0 ? noBytes : (topic ?? noBytes);
  }

  /** Counts the message that was just recorded, where its record lies; `resolved` bytes of topic stand before its frame. */
  #countHeld(resolved: number, size: number, time: number, sequence: number): void {
    const held = this.#held;
    const scan = this.#scan;
    const start = this.#writer.lastOffset + headerSize;
    const frame = start + resolved;
    const space = this.#writer.space ?? held.space;
    // Only where it is another one: V8 takes note of each object that is put into an older one.
    if (held.space !== space) held.space = space;
    held.topicStart = resolved > 0 ? start : frame + scan.topicStart;
    held.topicEnd = resolved > 0 ? frame : frame + scan.topicEnd;
    held.payloadStart = frame + scan.payloadStart;
    held.payloadEnd = frame + size;
    held.qos = scan.qos === 0 ? 0 : scan.qos === 1 ? 1 : 2;
    held.retain = scan.retain;
    held.time = time;
    held.sequence = sequence;
    this.topic = this.#options.index.received(held);
  }

  #packetHead(
    link: number,
    direction: Direction,
    version: ProtocolVersion,
    time: number,
    isMessage: boolean,
    touch: Touch | undefined,
  ): Mutable<RecordHead> {
    const head = this.#head;
    head.kind = 'packet';
    head.link = link;
    head.direction = direction;
    head.version = version;
    head.time = time;
    head.isMessage = isMessage;
    head.touch = touch;
    return head;
  }
}

function noHead(): RecordHead {
  return {
    kind: 'packet',
    link: 0,
    direction: 'received',
    version: 4,
    time: 0,
    isMessage: false,
    isMark: false,
    touch: undefined,
  };
}

function noMessage(): HeldMessage {
  return {
    space: recordSpace(new ArrayBuffer(0)),
    topicStart: 0,
    topicEnd: 0,
    payloadStart: 0,
    payloadEnd: 0,
    qos: 0,
    retain: false,
    time: 0,
    sequence: 0,
  };
}

/** Built on the buffer itself: `subarray` takes twice as long. */
function viewOf(frame: Uint8Array, start: number, end: number): Uint8Array {
  return new Uint8Array(frame.buffer, frame.byteOffset + start, end - start);
}
