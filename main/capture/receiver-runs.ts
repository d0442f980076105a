import { codeOf, reasonCodeOf } from './delivery-codes.ts';
import type { DeliveryReason } from './delivery-layout.ts';
import { runCopies } from './limits.ts';

/** Where the notes of all receivers are gathered. */
interface NoteSpace {
  /** Adds notes: `count` of them from this one on. */
  push(
    code: number,
    flags: number,
    link: number,
    message: number,
    number: number,
    detail: number,
    count: number,
  ): void;
  /** A run has begun that has to be ended before what is gathered is stored. */
  opened(receiver: ReceiverRuns): void;
  /** What comes has this time, µs since 1970. */
  turnTo(time: number): void;
}

interface DroppedRun {
  readonly first: number;
  last: number;
  readonly flags: number;
  readonly reason: DeliveryReason;
}

const sentCode = codeOf('sent');
const droppedCode = codeOf('dropped');

/** What went out to one receiver on one link, or was dropped: messages that follow each other are one note. */
export class ReceiverRuns {
  readonly link: number;
  /** Whether it is among those that have to be ended. */
  isListed = false;
  readonly #space: NoteSpace;
  #first = 0;
  #firstId = 0;
  #flags = 0;
  #detail = 0;
  /** Copies of the run; 0 while there is none. */
  #count = 0;
  #dropped: DroppedRun | undefined;

  constructor(link: number, space: NoteSpace) {
    this.link = link;
    this.#space = space;
  }

  /** What came last was dropped. */
  get isDropping(): boolean {
    return this.#dropped !== undefined;
  }

  /** A copy went out; `id` is 0 at QoS 0. */
  sent(message: number, id: number, flags: number, identifier: number, time: number): void {
    this.#space.turnTo(time);
    if (this.#dropped !== undefined) this.#endDropped();
    const count = this.#count;
    const goesOn =
      count > 0 && count < runCopies && message === this.#first + count && id === this.#firstId + count;
    if (goesOn && flags === this.#flags && identifier === this.#detail) {
      this.#count = count + 1;
      return;
    }
    this.#endSent();
    this.#first = message;
    this.#firstId = id;
    this.#flags = flags;
    this.#detail = identifier;
    this.#count = 1;
    this.#list();
  }

  /**
   * A message was not sent to it and will not be. At QoS 0 all that were for it from the first to the last of a run are
   * meant; at QoS 1 and 2 each is told by its number.
   */
  dropped(message: number, flags: number, reason: DeliveryReason): void {
    const run = this.#dropped;
    if (run !== undefined && run.flags === flags && run.reason === reason && goesOn(run, message)) {
      run.last = message;
      return;
    }
    this.#endDropped();
    this.#dropped = { first: message, last: message, flags, reason };
    this.#list();
  }

  /** It gets messages again. */
  endDropped(): void {
    if (this.#dropped !== undefined) this.#endDropped();
  }

  /** Its runs are to be stored. One of what is dropped goes on for longer than the others: it has no time of its own. */
  end(all: boolean): void {
    this.#endSent();
    if (all) this.#endDropped();
  }

  #endSent(): void {
    const count = this.#count;
    if (count === 0) return;
    this.#count = 0;
    this.#space.push(sentCode, this.#flags, this.link, this.#first, this.#firstId, this.#detail, count);
  }

  #endDropped(): void {
    const run = this.#dropped;
    if (run === undefined) return;
    this.#dropped = undefined;
    const { first, last, flags, reason } = run;
    const [detail, count] = isQosZero(flags) ? [last - first, 1] : [0, last - first + 1];
    this.#space.push(droppedCode, flags, this.link, first, reasonCodeOf(reason), detail, count);
  }

  #list(): void {
    if (!this.isListed) this.#space.opened(this);
  }
}

function isQosZero(flags: number): boolean {
  return (flags & 3) === 0;
}

function goesOn({ first, last, flags }: DroppedRun, message: number): boolean {
  return isQosZero(flags) ? message > last : message === last + 1 && message - first < runCopies;
}
