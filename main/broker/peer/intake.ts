import { Framer } from '../../../app/mqtt/framer.ts';
import type { Channel } from './channel.ts';
import type { Ending } from './ending.ts';
import type { UnfinishedPackets } from './unfinished-packets.ts';

/** Bytes that a read which waits is counted with beside its own. */
const readWeight = 64;

interface IntakeNeeds {
  readonly channel: Channel;
  readonly unfinished: UnfinishedPackets;
  /** Bytes that a packet may have. */
  readonly maximumPacketSize: number;
  /** Ends the connection whose packets these are. */
  end(ending: Ending): void;
}

/** Cuts what comes from one client into packets, and has counted what waits for the rest of one. */
export class Intake {
  readonly #needs: IntakeNeeds;
  #framer: Framer | undefined;
  #isHeld = false;
  /** What came while it was held, in order. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  constructor(needs: IntakeNeeds) {
    this.#needs = needs;
    this.#framer = new Framer({ maximumPacketSize: needs.maximumPacketSize });
  }

  set maximumPacketSize(bytes: number) {
    if (this.#framer !== undefined) this.#framer.maximumPacketSize = bytes;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** What came while it was held, in bytes with a flat share for each read. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Calls onFrame with a view of each whole packet, valid only during the call. Throws as the framer does. */
  push(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
    if (this.#isHeld) this.#wait(chunk);
    else this.#cut(chunk, onFrame);
    this.note();
  }

  /** Called from onFrame or between pushes: no further packet is cut until `release`, what comes waits as bytes. */
  hold(): void {
    this.#isHeld = true;
    this.#framer?.stop();
  }

  /** Goes on with what waits, unless it is held again on the way. Throws as `push` does. */
  release(onFrame: (frame: Uint8Array) => void): void {
    this.#isHeld = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const chunk of waiting) {
      if (this.#isHeld) this.#wait(chunk);
      else this.#cut(chunk, onFrame);
    }
    this.note();
  }

  /** Something came, or could not have come because we did not read. */
  note(): void {
    const { unfinished, channel } = this.#needs;
    if (this.#framer !== undefined)
      unfinished.note(this, this.#framer.pending + this.#waitingBytes + channel.heldBytes);
  }

  end(ending: Ending): void {
    this.#needs.end(ending);
  }

  /** Lets go of what it has; nothing comes any more. */
  close(): void {
    this.#framer = undefined;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#needs.unfinished.forget(this);
  }

  #cut(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
    const taken = this.#framer?.push(chunk, onFrame) ?? chunk.length;
    if (taken < chunk.length) this.#wait(chunk.subarray(taken));
  }

  /** A copy: the read that it came in is used for others. */
  #wait(chunk: Uint8Array): void {
    if (this.#framer === undefined) return;
    this.#waiting.push(new Uint8Array(chunk));
    this.#waitingBytes += chunk.length + readWeight;
  }
}
