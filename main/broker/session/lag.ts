import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { PublishOutbox } from '../peer/aliasing-outbox.ts';
import type { Session } from './session.ts';

/** The share of a session's queue from which on publishers wait: what a read brings that is under way has room. */
const queueMark = 0.25;
/** Close to the mark, so that who takes 500 messages a second is within the patience and loses nothing. */
const queueRelief = 0.2;

/** How far one connected client is behind: bytes that wait for its socket, messages that wait for acknowledgements. */
export class Lag {
  readonly #outbox: PublishOutbox;
  readonly #session: Session;
  readonly #limits: BrokerLimits;
  /** Below this many waiting bytes the reader counts as keeping up. */
  readonly #mark: number;

  constructor(outbox: PublishOutbox, session: Session, limits: BrokerLimits) {
    this.#outbox = outbox;
    this.#session = session;
    this.#limits = limits;
    this.#mark = limits.outgoingBytes / 4;
  }

  /** Whether more may be handed to the socket. */
  get hasRoom(): boolean {
    return this.#outbox.pendingBytes < this.#mark;
  }

  /** Whether so many bytes wait for the socket that publishers should wait. */
  get isSocketBehind(): boolean {
    return this.#outbox.pendingBytes > this.#mark;
  }

  /** Whether so many messages wait for acknowledgements of others that publishers should wait. */
  get isQueueBehind(): boolean {
    const { queue } = this.#session;
    const { queuedMessages, queuedBytes } = this.#limits;
    return queue.length > queuedMessages * queueMark || queue.bytes > queuedBytes * queueMark;
  }

  /** Whether so little waits that publishers may go on. */
  get hasCaughtUp(): boolean {
    const { queue } = this.#session;
    const { queuedMessages, queuedBytes } = this.#limits;
    return (
      this.#outbox.pendingBytes <= this.#mark / 4 &&
      queue.length <= queuedMessages * queueRelief &&
      queue.bytes <= queuedBytes * queueRelief
    );
  }
}
