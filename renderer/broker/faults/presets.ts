import type { FaultRule } from '../../../app/contract/areas/broker/fault.ts';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';
import { texts } from '../../texts/en.ts';

const names = texts.faults.presetNames;

/** Rules to begin with; each is off until it is switched on. */
export const presets: readonly FaultRule[] = [
  faultRule.parse({
    name: names.lossy,
    packets: ['publish'],
    when: { of: 'chance', probability: 0.1 },
    fault: { kind: 'drop' },
  }),
  faultRule.parse({
    name: names.noAck,
    direction: 'sent',
    packets: ['puback', 'pubrec', 'pubcomp'],
    fault: { kind: 'drop' },
  }),
  faultRule.parse({
    name: names.slow,
    direction: 'sent',
    fault: { kind: 'delay', milliseconds: 800, jitter: 400 },
  }),
  faultRule.parse({
    name: names.twice,
    packets: ['publish'],
    when: { of: 'every', nth: 10 },
    fault: { kind: 'duplicate' },
  }),
  faultRule.parse({
    name: names.shuffle,
    packets: ['publish'],
    when: { of: 'every', nth: 3 },
    fault: { kind: 'reorder', behind: 2 },
  }),
  faultRule.parse({ name: names.thin, fault: { kind: 'bandwidth', bytesPerSecond: 1_200 } }),
  faultRule.parse({
    name: names.refused,
    direction: 'received',
    packets: ['connect'],
    fault: { kind: 'reason', reasonCode: 0x88 },
  }),
  faultRule.parse({
    name: names.forgets,
    direction: 'received',
    packets: ['connect'],
    fault: { kind: 'lose session' },
  }),
];
