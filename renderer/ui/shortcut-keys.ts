/** A key combination taken apart. `mod` is Command on a Mac and Control elsewhere. */
export interface KeyCombination {
  readonly key: string;
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** What a key event tells, so that this runs without a page. */
interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Takes `Mod+Shift+K` apart; the last part is the key as `KeyboardEvent.key` names it. */
export function parseKeys(text: string): KeyCombination {
  const parts = text.split('+');
  return {
    key: parts.at(-1) ?? '',
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
}

/** True when the press is that combination. Shift is not asked of signs, which may need it to be typed at all. */
export function keysMatch(keys: KeyCombination, press: KeyPress, isMac: boolean): boolean {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  const isSign = press.key.length === 1 && press.key.toLowerCase() === press.key.toUpperCase();
  return (
    press.key.toLowerCase() === keys.key.toLowerCase() &&
    mod === keys.mod &&
    !other &&
    press.altKey === keys.alt &&
    (isSign || press.shiftKey === keys.shift)
  );
}

/** The combination as it is printed on the keys of this platform. */
export function keyLabels(text: string, isMac: boolean): readonly string[] {
  const names: Readonly<Record<string, string>> = isMac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '⏎', Escape: 'Esc' }
    : { Mod: 'Ctrl', Enter: '⏎', Escape: 'Esc' };
  return text.split('+').map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
