import { matches } from '../../../app/mqtt/topic.ts';
import type { LiveRule } from './live-rule.ts';

/** A clock of message expiry that runs faster, as a sender asks it. */
export interface Aging {
  /** How many times faster a message on that topic ages. */
  times(topic: string): number;
  /** The next frame that goes out, just this one, says another Message Expiry Interval because of it. */
  sends(frame: Uint8Array, topic: string): void;
}

/** What rules say of the clock: several multiply. */
export class FastClock implements Aging {
  readonly #rules: readonly LiveRule[];
  #last: { readonly frame: Uint8Array; readonly topic: string } | undefined;

  private constructor(rules: readonly LiveRule[]) {
    this.#rules = rules;
  }

  /** Undefined where all messages age as they should. */
  static of(rules: readonly LiveRule[]): FastClock | undefined {
    const faster = rules.filter(({ rule }) => rule.fault.kind === 'expiry');
    return faster.length === 0 ? undefined : new FastClock(faster);
  }

  times(topic: string): number {
    return this.#for(topic).reduce((product, { rule: { fault } }) => product * factorOf(fault), 1);
  }

  sends(frame: Uint8Array, topic: string): void {
    this.#last = { frame, topic };
  }

  /** The phrases on a frame that goes out; none on one that no clock has changed. */
  notesOn(frame: Uint8Array): readonly string[] {
    const last = this.#last;
    this.#last = undefined;
    if (last?.frame !== frame) return [];
    const acting = this.#for(last.topic).filter((rule) => rule.fires());
    return acting.map(({ rule }) => `${rule.name}: aged ${factorOf(rule.fault)} times faster`);
  }

  #for(topic: string): readonly LiveRule[] {
    return this.#rules.filter(({ rule }) => rule.topic === undefined || matches(rule.topic, topic));
  }
}

function factorOf(fault: LiveRule['rule']['fault']): number {
  return fault.kind === 'expiry' ? fault.factor : 1;
}
