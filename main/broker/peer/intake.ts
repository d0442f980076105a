import { Framer } from '../../../app/mqtt/framer.ts';
import type { Channel } from './channel.ts';
import type { Ending } from './ending.ts';
import type { UnfinishedPackets } from './unfinished-packets.ts';

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

  constructor(needs: IntakeNeeds) {
    this.#needs = needs;
    this.#framer = new Framer({ maximumPacketSize: needs.maximumPacketSize });
  }

  set maximumPacketSize(bytes: number) {
    if (this.#framer !== undefined) this.#framer.maximumPacketSize = bytes;
  }

  /** Calls onFrame with a view of each whole packet, valid only during the call. Throws as the framer does. */
  push(chunk: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
    this.#framer?.push(chunk, onFrame);
    this.note();
  }

  /** Something came, or could not have come because we did not read. */
  note(): void {
    const { unfinished, channel } = this.#needs;
    if (this.#framer !== undefined) unfinished.note(this, this.#framer.pending + channel.heldBytes);
  }

  end(ending: Ending): void {
    this.#needs.end(ending);
  }

  /** Lets go of what it has; nothing comes any more. */
  close(): void {
    this.#framer = undefined;
    this.#needs.unfinished.forget(this);
  }
}
