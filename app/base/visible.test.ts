import { expect, test } from 'vitest';
import { shownName, visible } from './visible.ts';

test.each([
  ['plant/line-1', 'plant/line-1'],
  ['höhe 高さ', 'höhe 高さ'],
  ['a\u0000b\u001b[2J\u007f', 'a␀b␛[2J␡'],
  ['\u202e1-clp', '\\u{202e}1-clp'],
  ['plc\u200b-1', 'plc\\u{200b}-1'],
  ['plc\u00ad-1', 'plc\\u{ad}-1'],
  ['\ufeffplc-1', '\\u{feff}plc-1'],
  ['plc\u{e0031}', 'plc\\u{e0031}'],
  ['plc\u2028-1', 'plc\\u{2028}-1'],
  ['half \ud83d', 'half \\u{d83d}'],
  ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
  ['a\u200db', 'a\\u{200d}b'],
  [`e\u0301`, `e\u0301`],
  [`Z${'\u0300'.repeat(6)}`, `Z${'\u0300'.repeat(4)}\\u{300}\\u{300}`],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('long names that begin alike are not shown alike', () => {
  const [one, two] = ['one', 'two'].map((end) => shownName(`${'D'.repeat(300)}-${end}`));

  expect([one?.length, two?.length]).toEqual([200, 200]);
  expect(one).not.toBe(two);
  expect(one).toMatch(/^D+…D+-one$/);
});

test('a name is not cut within a character', () => {
  for (let before = 150; before < 210; before += 1) {
    const shown = shownName(
      `${'S'.repeat(before)}👍${'x'.repeat(before)}👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍y`,
    );
    expect(shown.isWellFormed()).toBe(true);
    expect(shown.length).toBeLessThanOrEqual(200);
  }
});
