import { expect, test } from 'vitest';
import type { z } from 'zod';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';
import { describeRule } from './describe-rule.ts';
import { presets } from './presets.ts';

function described(rule: Omit<z.input<typeof faultRule>, 'name'>): string {
  return describeRule(faultRule.parse({ name: 'rule', ...rule }));
}

test.for([
  [{ fault: { kind: 'drop' } }, 'drop · all packets from and to all clients'],
  [
    {
      direction: 'received',
      packets: ['publish', 'pubrel'],
      target: { of: 'clients', clientId: 'press-*', user: 'anna' },
      topic: 'plant/#',
      when: { of: 'every', nth: 3 },
      times: 2,
      fault: { kind: 'delay', milliseconds: 120, jitter: 40 },
    },
    'delay 120 ms ± 40 · PUBLISH, PUBREL from press-*, user anna on plant/# · every 3rd · at most 2 ×',
  ],
  [
    {
      direction: 'sent',
      when: { of: 'chance', probability: 0.015 },
      fault: { kind: 'reason', reasonCode: 0x87 },
    },
    'answer 0x87 · all packets to all clients · 1.5 % by chance',
  ],
  [
    { target: { of: 'client', clientId: 'a' }, fault: { kind: 'expiry', factor: 60 } },
    'expiry 60 × faster · a',
  ],
] as const)('%j', ([rule, text]) => {
  expect(described({ ...rule, packets: 'packets' in rule ? [...rule.packets] : [] })).toBe(text);
});

test('every preset is off and has a name of its own', () => {
  expect(presets.some(({ enabled }) => enabled)).toBe(false);
  expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
});
