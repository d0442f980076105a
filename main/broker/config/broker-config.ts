import { z } from 'zod';
import { faultSet } from '../../../app/contract/areas/broker/fault.ts';
import { brokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import { listeners } from '../../../app/contract/areas/broker/listener.ts';
import { sysSettings } from '../../../app/contract/areas/broker/sys.ts';
import { tuningRules } from '../../../app/contract/areas/broker/tuning.ts';
import { accessConfig } from '../access/access-config.ts';
import { persistenceConfig } from '../store/persistence-config.ts';

/** The file that `--config` names, each part of the broker with a key of its own. What is absent has its default. */
export const brokerConfig = z.strictObject({
  listeners: listeners.default([]),
  limits: brokerLimits.prefault({}),
  tuning: tuningRules.prefault({}),
  faults: faultSet.prefault({}),
  sys: sysSettings.prefault({}),
  /** Who may connect and do what; everybody everything if it is absent. */
  access: accessConfig.optional(),
  persistence: persistenceConfig.prefault({}),
});
export type BrokerConfig = z.infer<typeof brokerConfig>;

/** How a broker behaves; where it listens and keeps its state is said to it by other ways. */
export type BrokerSettings = Omit<BrokerConfig, 'listeners' | 'persistence'>;

export const defaultConfig: BrokerConfig = Object.freeze(brokerConfig.parse({}));
