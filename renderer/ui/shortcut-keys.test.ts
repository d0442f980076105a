import { describe, expect, test } from 'vitest';
import { keyLabels, keysMatch, parseKeys } from './shortcut-keys.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>>,
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('a key combination', () => {
  test('Mod is Control, and Command on a Mac', () => {
    const keys = parseKeys('Mod+K');

    expect(keysMatch(keys, press('k', { ctrlKey: true }), false)).toBe(true);
    expect(keysMatch(keys, press('k', { metaKey: true }), true)).toBe(true);
    expect(keysMatch(keys, press('k', { metaKey: true }), false)).toBe(false);
    expect(keysMatch(keys, press('k', {}), false)).toBe(false);
  });

  test('Shift tells n from N', () => {
    expect(keysMatch(parseKeys('n'), press('n', {}), false)).toBe(true);
    expect(keysMatch(parseKeys('n'), press('N', { shiftKey: true }), false)).toBe(false);
    expect(keysMatch(parseKeys('Shift+N'), press('N', { shiftKey: true }), false)).toBe(true);
  });

  test('a sign matches on keyboards that need Shift for it', () => {
    expect(keysMatch(parseKeys('/'), press('/', { shiftKey: true }), false)).toBe(true);
  });

  test('is shown with the names of the platform', () => {
    expect(keyLabels('Mod+Enter', true)).toEqual(['⌘', '⏎']);
    expect(keyLabels('Mod+Shift+e', false)).toEqual(['Ctrl', 'Shift', 'E']);
  });
});
