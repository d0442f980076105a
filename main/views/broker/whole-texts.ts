import type { ListColumn } from './list-definition.ts';

/** What an item has text in, by the id of the column: as it is, where a row shows it cut and what is not seen by its number. */
export function wholeTexts<Item>(
  item: Item,
  columns: ReadonlyMap<string, ListColumn<Item>>,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [id, { value }] of columns) {
    const text = value(item);
    if (typeof text === 'string' && text !== '') texts[id] = text;
  }
  return texts;
}

/** How many characters that are. */
export function lengthOf(texts: Readonly<Record<string, string>>): number {
  return Object.values(texts).reduce((sum, text) => sum + text.length, 0);
}
