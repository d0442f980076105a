import type { KeptMessage } from '../routing/kept-message.ts';
import type { KeptMessages } from './kept-messages.ts';

/** A session whose queue takes part. */
interface Queued {
  /** Bytes that wait for it. */
  readonly queuedBytes: number;
  /** Drops and counts the newest eighth of what waits. */
  shed(): void;
}

/** Has the sessions with the longest queues give way when all of them together have no room left. */
export class QueueShare {
  readonly #kept: KeptMessages;
  readonly #sessions: () => Iterable<Queued>;
  /** What the largest queue had when nobody could give way; holds until there is room again. */
  #largest: number | undefined;

  constructor(kept: KeptMessages, sessions: () => Iterable<Queued>) {
    this.#kept = kept;
    this.#sessions = sessions;
  }

  /** Whether the message may be kept for that session. Those with more than it make room; without any it may not. */
  makeRoom(session: Queued, message: KeptMessage): boolean {
    if (this.#kept.hasRoomFor(message)) {
      this.#largest = undefined;
      return true;
    }
    if (session.queuedBytes >= (this.#largest ?? Number.POSITIVE_INFINITY)) return false;
    let largest = 0;
    for (const other of this.#sessions()) {
      largest = Math.max(largest, other.queuedBytes);
      if (other.queuedBytes > session.queuedBytes) other.shed();
    }
    this.#largest = largest;
    return this.#kept.hasRoomFor(message);
  }
}
