import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { nothing } from '../common.ts';
import { brokerLimits } from './limits.ts';
import { sysSettings } from './sys.ts';
import { tuningRules } from './tuning.ts';

/** How the broker behaves, as the same keys of its configuration file say it. */
export const brokerBehaviour = z.strictObject({
  limits: brokerLimits.prefault({}),
  tuning: tuningRules.prefault({}),
  sys: sysSettings.prefault({}),
});
export type BrokerBehaviour = z.infer<typeof brokerBehaviour>;

export const defaultBehaviour: BrokerBehaviour = brokerBehaviour.parse({});

export const behaviourFeeds = {
  brokerBehaviour: feed(
    nothing,
    z.object({
      behaviour: brokerBehaviour,
      /** What is wrong with the file that it is kept in. */
      problem: z.string().optional(),
    }),
  ),
} as const;

export const behaviourCalls = {
  /** Tuning holds for who connects from now on; limits hold at once where they can. */
  'broker.behaviour.save': call(brokerBehaviour, nothing),
} as const;
