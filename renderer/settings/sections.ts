import { texts } from '../texts/en.ts';

export type SectionName = keyof typeof texts.settings.sections;

/** In the order of the screen. */
export const sectionNames: readonly SectionName[] = [
  'appearance',
  'history',
  'traces',
  'keyboard',
  'transfer',
  'log',
  'selfTest',
  'report',
  'versions',
  'licences',
];

/** The sections in which every word of the search stands somewhere. */
export function matchingSections(search: string): readonly SectionName[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return sectionNames.filter((name) => {
    const text = `${texts.settings.sections[name]} ${texts.settings.searchWords[name]}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
