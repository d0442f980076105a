import { hidesCharacters } from '../../app/filter/shown-text.ts';

/** Whether a row has a text that is cut, or that shows a character by its number. */
export function isShownOtherwise(row: object): boolean {
  return Object.values(row).some(isTextOtherwise);
}

function isTextOtherwise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('text' in value) || !('cut' in value)) return false;
  const { text, cut } = value;
  return cut !== 0 || (typeof text === 'string' && hidesCharacters(text));
}
