import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findingKind } from '../../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../../app/contract/areas/trace/finding-texts.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/traces.md'), 'utf8');

/** The rows of the table whose head begins so, cell by cell. */
function rowsOf(head: string): readonly (readonly string[])[] {
  const lines = page.slice(page.indexOf(`| ${head} |`)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

test('the page has every finding, with its weight, what it usually means, and its clause', () => {
  const code = findingKind.options.map((kind) => {
    const { weight, title, clause, means, tryThis } = findingTexts[kind];
    return [`\`${kind}\``, title, weight, `${means} ${tryThis}`, clause];
  });

  expect(rowsOf('finding')).toEqual(code);
});

test('the page has every threshold, with its default', () => {
  const code = Object.entries(defaultThresholds).map(([name, value]) => [
    `\`${name}\``,
    value === '' ? 'none' : `\`${value}\``,
  ]);

  expect(rowsOf('threshold').map(([name, value]) => [name, value])).toEqual(code);
});
