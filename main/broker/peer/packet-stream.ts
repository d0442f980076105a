import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Direction } from '../../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Touch } from '../../capture/observer.ts';
import type { TopicName } from '../../capture/topic-name.ts';
import type { Core } from '../core.ts';
import type { FaultyStream, PacketFaults } from '../faults/faulty-connection.ts';
import type { Channel } from './channel.ts';
import type { Greeting } from './connect-version.ts';
import { checkBeginning, greetingOf } from './connect-version.ts';
import type { Ending } from './ending.ts';
import { silently } from './ending.ts';
import { Intake } from './intake.ts';
import { LinkFacts } from './link-facts.ts';
import { Outbox } from './outbox.ts';
import type { Publisher } from './pressure.ts';

/** A CONNECT is smaller than this: five texts or byte strings of 65,535, and properties. */
const largestConnect = 524_288;
/** Bytes that may wait while it is decided whether a client gets in; beyond it nothing more is read. */
const waitingRoom = 65_536;
/** µs that the packets of one read may take until the others are looked at, and packets between two looks at the time. */
const longestRead = 20_000;
const unwatchedPackets = 16;
/** What a packet is recorded as before the version is known. */
const presumedVersion: ProtocolVersion = 4;

interface PacketStreamNeeds {
  readonly core: Core;
  readonly channel: Channel;
  /** Does the task; what it throws ends the connection. */
  attempt(task: () => void): void;
  /**
   * A packet came, as a frame that is valid during the call; `sequence` is that of its record, which may know the topic.
   * Throws a ProtocolError where the client is wrong.
   */
  handle(frame: Uint8Array, time: number, sequence: number, topic: TopicName | undefined): void;
  /** Reading goes on: what did not come meanwhile could not. */
  goesOn(): void;
  end(ending: Ending): void;
}

/** One network connection as whole packets: cut from what comes, recorded both ways, with faults on purpose between. */
export class PacketStream implements Publisher, FaultyStream {
  readonly facts: LinkFacts;
  readonly outbox: Outbox;
  readonly #needs: PacketStreamNeeds;
  readonly #intake: Intake;
  #greeting: Greeting | undefined;
  #faults: PacketFaults | undefined;
  /** How many want that nothing is read at present. */
  #holds = 0;
  /** How many decisions are waited for; while one is decided it may lead to another. */
  #undecided = 0;
  #isRoomFull = false;
  #taken = 0;
  #isOver = false;
  /** µs of the read that is being worked off: what is answered during it goes out with it. */
  #readTime: number | undefined;
  /** The client has said its last while something of it waits: that goes first. */
  #endedWhy: string | undefined;

  constructor(needs: PacketStreamNeeds) {
    const { core, channel } = needs;
    const { address, transport, listener } = channel;
    this.#needs = needs;
    this.outbox = new Outbox(channel, core.turn);
    this.#intake = new Intake({
      channel,
      unfinished: core.unfinished,
      maximumPacketSize: Math.min(largestConnect, core.tuning.ofListener(listener).maximumPacketSize),
      end: (ending) => needs.end(ending),
    });
    const now = core.clock.now();
    this.facts = new LinkFacts(core.observer.linkOpened({ address, transport }, now), channel, now);
  }

  /** How the client has begun; undefined until its first packet is whole. */
  get greeting(): Greeting | undefined {
    return this.#greeting;
  }

  get version(): ProtocolVersion {
    return this.#greeting?.version ?? presumedVersion;
  }

  /** Undefined unless a fault on purpose may touch its packets. */
  get faults(): PacketFaults | undefined {
    return this.#faults;
  }

  /** Whether the connection is over for us: nothing of it is handled any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get isWaiting(): boolean {
    return this.#intake.isHeld;
  }

  get unsentBytes(): number {
    return this.outbox.unsentBytes;
  }

  set maximumPacketSize(bytes: number) {
    this.#intake.maximumPacketSize = bytes;
  }

  /** Bytes came. */
  received(chunk: Uint8Array): void {
    if (this.#isOver) return;
    const { core, attempt } = this.#needs;
    const time = core.clock.now();
    this.facts.bytesIn += chunk.length;
    this.#readTime = time;
    if (core.notes !== undefined) core.notes.readTime = time;
    attempt(() => {
      this.#intake.push(chunk, (frame) => this.#take(frame, time));
      // A program that speaks another protocol would wait for an answer, and we for the rest of what is no packet.
      if (this.#greeting === undefined && chunk.length === this.facts.bytesIn) checkBeginning(chunk);
    });
    this.#readTime = undefined;
    if (core.notes !== undefined) core.notes.readTime = undefined;
    if (!this.#isOver) core.reading.taken(this, core.clock.now() - time);
    if (this.#intake.isHeld) this.#noteWaiting();
    core.journal?.slow(this, chunk.length);
  }

  /** Something came, or could not have come because we did not read. */
  note(): void {
    this.#intake.note();
  }

  /** The client sends nothing more. */
  ended(why: string): void {
    this.afterReceived(() => {
      if (this.#intake.waitingBytes > 0) this.#endedWhy = why;
      else this.#needs.end(silently(why));
    });
  }

  /** At once, unless faults let something wait that the client sent before. */
  afterReceived(task: () => void): void {
    if (this.#faults === undefined) task();
    else this.#faults.afterReceived(task);
  }

  /** Takes no further packet until the decision is there; what comes meanwhile waits, within bounds and in order. */
  wait<T>(decision: Promise<T>, decided: (value: T) => void): void {
    this.#intake.hold();
    this.#undecided += 1;
    decision.then(
      (value) => this.#goOn(() => decided(value)),
      (error: unknown) =>
        this.#goOn(() => {
          throw error;
        }),
    );
  }

  hold(): void {
    this.#holds += 1;
    if (this.#holds === 1 && !this.#isOver) this.#needs.channel.pause();
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds > 0 || this.#isOver) return;
    this.#needs.goesOn();
    this.#intake.note();
    this.#needs.channel.resume();
  }

  divert(faults: PacketFaults | undefined): void {
    this.#faults = faults;
    this.outbox.divert(faults);
  }

  process(frame: Uint8Array, sequence: number): void {
    const { core, attempt, handle } = this.#needs;
    if (!this.#isOver) attempt(() => handle(frame, core.clock.now(), sequence, undefined));
  }

  put(frame: Uint8Array): void {
    this.outbox.put(frame);
  }

  record(
    direction: Direction,
    frame: Uint8Array,
    version: ProtocolVersion,
    time: number,
    touch: Touch | undefined,
  ): number {
    return this.#needs.core.observer.packet(this.facts.link, direction, version, frame, time, touch);
  }

  /** Sends what the broker says of its own; messages go to the outbox by the sender. */
  write(frame: Uint8Array): void {
    const { observer, clock, counters } = this.#needs.core;
    counters.answersSent += 1;
    this.outbox.append(frame);
    // What goes through faults is recorded there, with what they did.
    if (this.#faults !== undefined) return;
    observer.packet(this.facts.link, 'sent', this.version, frame, this.#readTime ?? clock.now());
  }

  /** Nothing that comes is handled from here on; what is written still goes out. */
  stop(): void {
    this.#isOver = true;
  }

  /** Lets go of what came. */
  close(): void {
    this.#intake.close();
  }

  #take(frame: Uint8Array, time: number): void {
    // Nothing is processed after a refusal or a DISCONNECT [MQTT-3.1.4-6].
    if (this.#isOver) return;
    this.#greeting ??= greetingOf(frame);
    if (this.#faults !== undefined) {
      this.#faults.received(frame, time);
      return;
    }
    const { observer } = this.#needs.core;
    const sequence = observer.packet(this.facts.link, 'received', this.version, frame, time);
    this.#needs.handle(frame, time, sequence, observer.topic);
    this.#taken += 1;
    if (this.#taken % unwatchedPackets === 0) this.#restAfter(time);
  }

  /** A read holds thousands of packets, and each may be for thousands of filters: the rest of it waits for a turn. */
  #restAfter(began: number): void {
    if (this.#isOver || this.#intake.isHeld) return;
    if (this.#needs.core.clock.now() - began < longestRead) return;
    this.wait(nextTurn(), () => undefined);
  }

  #noteWaiting(): void {
    this.#needs.goesOn();
    if (this.#isRoomFull || this.#isOver || this.#intake.waitingBytes < waitingRoom) return;
    this.#isRoomFull = true;
    this.hold();
  }

  /** It is decided: what waited goes on. */
  #goOn(task: () => void): void {
    this.#undecided -= 1;
    if (this.#isOver) return;
    const time = this.#needs.core.clock.now();
    this.#needs.attempt(() => {
      task();
      if (this.#undecided === 0) this.#intake.release((frame) => this.#take(frame, time));
    });
    this.#faults?.resume();
    if (this.#intake.isHeld || this.#isOver) return;
    if (this.#isRoomFull) {
      this.#isRoomFull = false;
      this.release();
    }
    if (this.#endedWhy !== undefined) this.#needs.end(silently(this.#endedWhy));
  }
}
