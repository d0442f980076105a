import type { Channel, ChannelEvents } from '../peer/channel.ts';
import { hex } from './bytes.ts';

/** A channel without a network: what happens to it is written down, and a test says when bytes have gone. */
export class TestChannel implements Channel {
  readonly address = 'test';
  readonly transport = 'tcp';
  readonly listener = 'test';
  readonly certificateName = undefined;
  readonly waited = 0;
  readonly happened: string[] = [];
  pendingBytes = 0;
  heldBytes = 0;
  #events: ChannelEvents | undefined;

  listen(events: ChannelEvents): void {
    this.#events = events;
  }

  write(bytes: Uint8Array): void {
    this.pendingBytes += bytes.length;
    this.happened.push(hex(bytes));
  }

  pause(): void {
    this.happened.push('pause');
  }

  resume(): void {
    this.happened.push('resume');
  }

  finish(): void {
    this.happened.push('finish');
  }

  destroy(): void {
    this.happened.push('destroy');
    this.#events?.closed('Destroyed.');
  }

  /** The client ends its direction. */
  end(): void {
    this.#events?.ended('The client ended.');
  }

  reset(): void {
    this.happened.push('reset');
    this.#events?.closed('Reset.');
  }

  receive(...packets: readonly Uint8Array[]): void {
    this.#events?.received(Buffer.concat(packets));
  }

  /** The network takes all that was written. */
  drain(): void {
    this.pendingBytes = 0;
    this.#events?.drained();
  }
}
