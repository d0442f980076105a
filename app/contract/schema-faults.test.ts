import { expect, test } from 'vitest';
import { faultFile } from './areas/broker/fault.ts';
import { schemaFaults } from './schema-faults.ts';

/** What is said of a file with this one rule. */
function saidOf(rule: object): string {
  return said({ faults: { rules: [{ name: 'a', fault: { kind: 'drop' }, ...rule }] } });
}

function said(file: unknown): string {
  const checked = faultFile.safeParse(file);
  return checked.success ? 'nothing' : schemaFaults(checked.error);
}

test('what is wrong with a file is said in plain words and with its place', () => {
  expect([
    said(42),
    said({}),
    said({ rules: [] }),
    saidOf({ fault: { kind: 'bandwidth', bytesPerSecond: '5' } }),
    saidOf({ target: { of: 'some' } }),
    saidOf({ name: '' }),
    saidOf({ direction: 'up', times: 1.5 }),
    saidOf({ when: { of: 'chance', probability: 2 }, seed: -1 }),
    saidOf({ packets: 'publish', enabled: 'yes' }),
    saidOf({ topic: 'a/#/b' }),
  ]).toEqual([
    'the file: expected an object in { }, found a number',
    'faults: it is missing; expected an object in { }',
    'faults: it is missing; expected an object in { }; the file: "rules" is not known here',
    'faults.rules[0].fault.bytesPerSecond: expected a number, found a text',
    'faults.rules[0].target.of: expected one of "all", "client", "clients", "listener"',
    'faults.rules[0].name: it is empty',
    'faults.rules[0].direction: expected one of "received", "sent", "both"; faults.rules[0].times: expected a whole number',
    'faults.rules[0].when.probability: expected at most 1; faults.rules[0].seed: expected at least 0',
    'faults.rules[0].enabled: expected true or false, found a text; faults.rules[0].packets: expected a list in [ ], found a text',
    'faults.rules[0].topic: "#" must be the last level',
  ]);
});
