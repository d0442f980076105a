import { describe, expect, test } from 'vitest';
import { matchingSections, sectionNames } from './sections.ts';

describe('the search of the settings', () => {
  test('finds everything while nothing is typed', () => {
    expect(matchingSections('  ')).toEqual(sectionNames);
  });

  test('finds a section by a word of what stands in it, however it is written', () => {
    expect([matchingSections('THEME'), matchingSections('disk budget')]).toEqual([
      ['appearance'],
      ['history'],
    ]);
  });

  test('finds nothing where a word is missing', () => {
    expect(matchingSections('theme budget')).toEqual([]);
  });
});
