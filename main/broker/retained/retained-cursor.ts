import type { KeptMessage } from '../routing/kept-message.ts';
import { isExpired } from '../routing/message.ts';
import type { Level } from './retained-level.ts';

/** The store that a cursor walks through. */
interface Walked {
  readonly root: Level;
  /** Nobody rests on the level any more. */
  left(level: Level): void;
  /** The message of the level has expired. */
  expired(level: Level): void;
}

/**
 * A walk through the retained messages that match a filter, level by level, as far and as soon as somebody wants. The
 * store may change meanwhile. What is stored after `since` is not met: it went out when it came.
 */
export class RetainedCursor {
  readonly #walked: Walked;
  readonly #names: readonly string[];
  readonly #since: number;
  #at: Level;
  /** All below `#at` has been seen, and its own message. */
  #isDone = false;
  /** The message of `#at` was taken. */
  #isTaken = false;

  constructor(walked: Walked, filter: string, since: number) {
    this.#walked = walked;
    this.#names = filter.split('/');
    this.#since = since;
    this.#at = walked.root;
    this.#at.visitors += 1;
  }

  /** The message where the cursor is, if it matches and was not taken yet. */
  message(now: number): KeptMessage | undefined {
    const level = this.#at;
    const { message } = level;
    if (message === undefined || this.#isTaken || this.#isDone || !this.#isMatch(level)) return undefined;
    if (level.stored > this.#since) return undefined;
    if (!isExpired(message, now)) return message;
    this.#walked.expired(level);
    return undefined;
  }

  take(): void {
    this.#isTaken = true;
  }

  /** Goes on by one level, up, down or along; false when there is none left. */
  step(): boolean {
    const below = this.#isDone ? undefined : this.#firstBelow(this.#at);
    if (below !== undefined) return this.#go(below, false);
    const beside = this.#nextBeside(this.#at);
    if (beside !== undefined) return this.#go(beside, false);
    const { parent } = this.#at;
    return parent === undefined ? false : this.#go(parent, true);
  }

  /** Rests nowhere any more; the cursor is of no use after that. */
  close(): void {
    this.#at.visitors -= 1;
    this.#walked.left(this.#at);
  }

  #go(level: Level, isDone: boolean): true {
    const left = this.#at;
    level.visitors += 1;
    this.#at = level;
    // At the root a wildcard leaves out what begins with "$" [MQTT-4.7.2-1].
    this.#isDone = isDone || (level.depth === 1 && this.#isWild(0) && level.name.startsWith('$'));
    this.#isTaken = false;
    left.visitors -= 1;
    this.#walked.left(left);
    return true;
  }

  /** "a/#" is for "a" as well (clause 4.7.1.2). */
  #isMatch({ depth }: Level): boolean {
    const { length } = this.#names;
    return this.#names[length - 1] === '#' ? depth >= length - 1 : depth === length;
  }

  #firstBelow(level: Level): Level | undefined {
    if (this.#isWild(level.depth)) return level.newest;
    const name = this.#names[level.depth];
    return name === undefined ? undefined : level.children?.get(name);
  }

  #nextBeside(level: Level): Level | undefined {
    return level.depth > 0 && this.#isWild(level.depth - 1) ? level.older : undefined;
  }

  /** Whether the filter leaves open which child a level of this depth is followed by. */
  #isWild(depth: number): boolean {
    const name = this.#names[depth];
    return name === '+' || name === '#' || (name === undefined && this.#names.at(-1) === '#');
  }
}
