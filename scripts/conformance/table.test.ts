import { expect, test } from 'vitest';
import { groupsOf, parse, versions } from './statements.ts';
import { faultsOf, tableOf } from './table.ts';
import { testOf } from './tests.ts';

const groups = parse('# Retain\nMQTT-3.3.1-5 server: Stored.\nMQTT-3.3.1-6 client: Asked for.\n');
const standard = new Map([
  ['3.1.1', groups],
  ['5.0', groups],
] as const);
const path = '/somewhere/main/broker/conformance/retained.test.ts';
const both = '[3.1.1 MQTT-3.3.1-5] [5.0 MQTT-3.3.1-5] what is retained is sent';

test('the standard has 132 statements for a server in 3.1.1 and 230 in 5.0, besides our own', () => {
  const counts = versions.map((version) => {
    const statements = groupsOf(version).flatMap((group) => group.statements);
    return statements.filter(({ id, of }) => of === 'server' && id.startsWith('MQTT-')).length;
  });

  expect(counts).toEqual([0, 132, 230]);
});

test('a run for one level shows only what is tagged for its version', () => {
  expect(testOf(`level 5 > ${both}`, path)).toEqual({
    file: 'conformance/retained.test.ts',
    name: 'level 5 > what is retained is sent',
    title: 'what is retained is sent',
    tags: [{ version: '5.0', id: 'MQTT-3.3.1-5' }],
    alone: undefined,
  });
});

test('a statement for a server without a test, a tag without a statement and a difference without a test are faults', () => {
  const tests = [testOf(`level 4 > ${both}`, path), testOf('[5.0 MQTT-9.9.9-9] a title', path)];
  const differences = [{ kind: 'fault', instead: 'nothing', tests: ['gone'] }] as const;

  expect(faultsOf({ standard, tests, differences })).toEqual([
    'No test shows [5.0 MQTT-3.3.1-5]: Stored.',
    'A test shows [5.0 MQTT-9.9.9-9], which is no statement',
    'A difference of mosquitto names no test: gone',
  ]);
});

test('a row says which test shows the statement, and what mosquitto does', () => {
  const tests = [testOf(both, path), testOf(`ours alone: its time is moved > ${both} later`, path)];
  const differences = [
    { kind: 'allowed', instead: 'sends it | twice', tests: ['what is retained is sent'] },
  ] as const;

  const rows = tableOf({ standard, tests, differences })
    .split('\n')
    .filter((line) => line.startsWith('| MQTT-3.3.1-5'));

  const file = '(`conformance/retained.test.ts`)';
  expect(rows[0]).toBe(
    `| MQTT-3.3.1-5 | Stored. | what is retained is sent ${file}<br>what is retained is sent later ${file} | allowed: sends it \\| twice (what is retained is sent)<br>ours alone: its time is moved (what is retained is sent later) |`,
  );
});

test('a tag of a version that there is not is refused', () => {
  expect(() => testOf('[4.0 MQTT-3.3.1-5] a title', path)).toThrow('A tag names no version');
});
