import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findingKind } from '../../../app/contract/areas/trace/finding.ts';

test('every finding is provoked in packets on a real socket', () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => name.startsWith('real-') && name.endsWith('.test.ts'))
    .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'))
    .join('\n');

  // `untilFound` waits for it, by its name or by that of a row.
  const isProvoked = (kind: string) =>
    sources.includes(`untilFound('${kind}')`) || sources.includes(`['${kind}', `);
  expect(findingKind.options.filter((kind) => !isProvoked(kind))).toEqual([]);
});
