import { expect, test } from 'vitest';
import { findingKind } from '../../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../../app/contract/areas/trace/finding-texts.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { rowsOf } from '../testing/traces-page.ts';

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
