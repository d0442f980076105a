import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { schemaFaults } from '../../../app/contract/schema-faults.ts';
import { configKeys, tableOf } from '../testing/config-keys.ts';
import { brokerConfig } from './broker-config.ts';

const file = path.join(import.meta.dirname, '../../../docs/broker-config.md');
const page = readFileSync(file, 'utf8');
const parts = Object.keys(brokerConfig.shape);

test('every key stands in docs/broker-config.md as the schema says (vitest -u writes it there)', async () => {
  const tables = parts.map((part) => `### \`${part}\`\n\n${tableOf(part)}`).join('\n\n');

  const asItIs = page.replace(/<!-- keys -->[\s\S]*<!-- end of keys -->/, () => {
    return `<!-- keys -->\n\n${tables}\n\n<!-- end of keys -->`;
  });

  await expect(asItIs).toMatchFileSnapshot(file);
});

test('no part is without keys', () => {
  const empty = parts.filter((part) => !configKeys().some((key) => key.path.startsWith(part)));

  expect(empty).toEqual([]);
});

test('the example in docs/broker-config.md is a configuration', () => {
  const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

  expect(brokerConfig.safeParse(JSON.parse(example)).error).toBe(undefined);
});

test('the error in docs/broker-config.md is the one that is told', () => {
  const wrong = { tuning: { clients: [{ clientId: 'a', maximumQos: 3 }] } };

  const { error } = brokerConfig.safeParse(wrong);

  expect(page).toContain(`FILE is not as expected: ${error === undefined ? '' : schemaFaults(error)}.`);
});
