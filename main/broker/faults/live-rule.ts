import { unreachable } from '../../../app/base/assert.ts';
import type { FaultRule } from '../../../app/contract/areas/broker/fault.ts';
import { matches } from '../../../app/mqtt/topic.ts';
import { seededRandom } from './random.ts';
import type { SeenPacket } from './seen-packet.ts';

/**
 * A rule that is switched on, with what it remembers: how many packets matched, how often it acted, where its random
 * numbers are. It counts over all connections, and begins anew when it is switched on again or changed.
 */
export class LiveRule {
  readonly rule: FaultRule;
  readonly #random: () => number;
  #matched = 0;
  #hits = 0;

  constructor(rule: FaultRule) {
    this.rule = rule;
    this.#random = seededRandom(rule.seed);
  }

  /** How often it acted. */
  get hits(): number {
    return this.#hits;
  }

  /** Whether it is for such a packet; whose it is was asked before. */
  isFor({ direction, type, topic }: SeenPacket): boolean {
    const { rule } = this;
    if (rule.direction !== 'both' && rule.direction !== direction) return false;
    if (rule.packets.length > 0 && (type === undefined || !rule.packets.includes(type))) return false;
    return rule.topic === undefined || (topic !== undefined && matches(rule.topic, topic));
  }

  /** Whether it acts on this packet, one that it is for. To be asked once for each. */
  fires(): boolean {
    const { times } = this.rule;
    this.#matched += 1;
    if ((times !== undefined && this.#hits >= times) || !this.#isItsTurn()) return false;
    this.#hits += 1;
    return true;
  }

  /** From -1 up to but not including 1. */
  swing(): number {
    return this.#random() * 2 - 1;
  }

  #isItsTurn(): boolean {
    const { when } = this.rule;
    switch (when.of) {
      case 'always':
        return true;
      case 'every':
        return this.#matched % when.nth === 0;
      case 'chance':
        return this.#random() < when.probability;
      default:
        return unreachable(when);
    }
  }
}
