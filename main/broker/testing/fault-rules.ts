import type { z } from 'zod';
import type { FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';

type RuleInput = Partial<z.input<typeof faultRule>> & Pick<z.input<typeof faultRule>, 'fault'>;

/** Faults that are on, with these rules; a rule without a name is called `rule`. */
export function faultsOn(...rules: readonly RuleInput[]): FaultSet {
  return { on: true, rules: rules.map((rule) => faultRule.parse({ name: 'rule', enabled: true, ...rule })) };
}

/** Waits until something is as it shall be, looking again in each turn of the event loop. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
