import { matches } from '../../../app/mqtt/topic.ts';
import type { LiveRule } from './live-rule.ts';

/** How many times faster a message on that topic ages; undefined where all age as they should. */
export type Aging = (topic: string) => number;

/** What rules say of the clock of message expiry: several multiply. */
export function agingOf(rules: readonly LiveRule[]): Aging | undefined {
  const faster = rules.flatMap(({ rule: { fault, topic } }) =>
    fault.kind === 'expiry' ? [{ factor: fault.factor, filter: topic }] : [],
  );
  if (faster.length === 0) return undefined;
  return (topic) =>
    faster.reduce(
      (product, { factor, filter }) =>
        filter === undefined || matches(filter, topic) ? product * factor : product,
      1,
    );
}
