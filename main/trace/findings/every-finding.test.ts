import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findingKind } from '../../../app/contract/areas/trace/finding.ts';

/** The tests beside this one whose names begin so. */
function testsOf(beginning: string): string {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.startsWith(beginning) && name.endsWith('.test.ts'))
    .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'))
    .join('\n');
}

test('every finding is provoked in packets on a real socket', () => {
  const sources = testsOf('real-');

  // `untilFound` waits for it, by its name or by that of a row.
  const isProvoked = (kind: string) =>
    sources.includes(`untilFound('${kind}')`) || sources.includes(`['${kind}', `);
  expect(findingKind.options.filter((kind) => !isProvoked(kind))).toEqual([]);
});

test('every finding has a near miss that is none, named in the title of its test', () => {
  const titles = [...testsOf('').matchAll(/'near miss of ([a-z0-9 -]+):/g)].map(([, names = '']) => names);

  const named = new Set(titles.flatMap((names) => names.split(' and ')));
  expect([...named].toSorted()).toEqual(findingKind.options.toSorted());
});
