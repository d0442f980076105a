import type { Socket } from 'node:net';
import type { ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';
import type { Chunk } from './chunks.ts';
import { firstNumber, makeChunk, renumber, topicCount } from './chunks.ts';

/** Chunks that may wait in the socket at QoS 0. */
const chunksAtOnce = 16;
/** Packet identifiers end at 65,535. */
const mostChunks = 64;
/** How often a paced flood sends, in ms. */
const paceEvery = 5;

interface FloodOptions {
  readonly socket: Socket;
  readonly version: ProtocolVersion;
  readonly qos: Qos;
  /** Messages that may be under way without an acknowledgement: the client's Receive Maximum. */
  readonly window: number;
}

interface Slot {
  readonly chunk: Chunk;
  /** Writes that the system has not taken, and messages that were not acknowledged. */
  writing: number;
  unacknowledged: number;
}

/**
 * Messages without an end: topic after topic, the number in the payload rising by one with each round. They are encoded
 * once, in chunks that are renumbered when the socket has taken them and all of them were acknowledged.
 */
export class Flood {
  sent = 0;
  acknowledged = 0;
  readonly #options: FloodOptions;
  readonly #slots: readonly Slot[];
  #limit = 0;
  #pace: NodeJS.Timeout | undefined;

  constructor(options: FloodOptions) {
    this.#options = options;
    const { qos, version, window } = options;
    const count = qos === 0 ? chunksAtOnce : Math.min(mostChunks, Math.ceil(window / topicCount) + 1);
    this.#slots = Array.from({ length: count }, (_, index) => ({
      chunk: makeChunk(version, qos, 1 + index * topicCount),
      writing: 0,
      unacknowledged: 0,
    }));
  }

  /** Nothing is on its way any more. */
  get isSettled(): boolean {
    const isWritten = this.#slots.every(({ writing }) => writing === 0);
    return isWritten && (this.#options.qos === 0 || this.acknowledged === this.sent);
  }

  /** Sends so many messages more; at most so many a second, if that is said. */
  send(messages: number, perSecond: number | undefined): void {
    clearInterval(this.#pace);
    const end = this.sent + messages;
    if (perSecond === undefined) {
      this.#limit = end;
      this.pump();
      return;
    }
    const begin = performance.now();
    const before = this.sent;
    this.#pace = setInterval(() => {
      const due = before + Math.floor(((performance.now() - begin) / 1000) * perSecond);
      this.#limit = Math.min(end, due);
      this.pump();
    }, paceEvery);
  }

  /** Ends at the end of the round. */
  end(): void {
    clearInterval(this.#pace);
    this.#limit = Math.ceil(this.sent / topicCount) * topicCount;
    this.pump();
  }

  /** A message was acknowledged to its end. */
  settled(id: number): void {
    const slot = this.#slots[Math.floor((id - 1) / topicCount)];
    if (slot === undefined) throw new Error(`Nothing was sent as ${id}.`);
    slot.unacknowledged -= 1;
    this.acknowledged += 1;
  }

  pump(): void {
    for (;;) {
      const credit = this.#credit();
      if (credit <= 0) return;
      const at = this.sent % topicCount;
      const round = Math.floor(this.sent / topicCount);
      const slot = this.#slots[round % this.#slots.length];
      if (slot === undefined || (at === 0 && !this.#prepare(slot, round))) return;
      this.#write(slot, at, Math.min(credit, topicCount - at));
    }
  }

  #credit(): number {
    const { qos, window } = this.#options;
    const left = this.#limit - this.sent;
    return qos === 0 ? left : Math.min(left, window - (this.sent - this.acknowledged));
  }

  #prepare(slot: Slot, round: number): boolean {
    if (slot.writing > 0 || slot.unacknowledged > 0) return false;
    renumber(slot.chunk, firstNumber + round);
    return true;
  }

  #write(slot: Slot, from: number, count: number): void {
    const { bytes, frameSize } = slot.chunk;
    slot.writing += 1;
    if (this.#options.qos > 0) slot.unacknowledged += count;
    this.sent += count;
    this.#options.socket.write(bytes.subarray(from * frameSize, (from + count) * frameSize), () => {
      slot.writing -= 1;
      this.pump();
    });
  }
}
