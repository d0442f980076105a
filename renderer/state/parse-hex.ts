export type ParsedHex =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  /** `position` counts characters from 0; an `odd` digit stands alone at the end. */
  | { readonly ok: false; readonly why: 'digit' | 'odd'; readonly position: number };

/** Reads hex as it is written anywhere: `0a1b`, `0a 1b`, `0A:1B`, `0x0a, 0x1b`, over any number of lines. */
export function parseHex(text: string): ParsedHex {
  const digits: number[] = [];
  let lastDigit = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (/[\s,:;-]/.test(character)) continue;
    if (character === '0' && /x/i.test(text.charAt(at + 1)) && digits.length % 2 === 0) {
      at += 1;
      continue;
    }
    const digit = Number.parseInt(character, 16);
    if (Number.isNaN(digit)) return { ok: false, why: 'digit', position: at };
    digits.push(digit);
    lastDigit = at;
  }
  if (digits.length % 2 === 1) return { ok: false, why: 'odd', position: lastDigit };
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = (digits[index * 2] ?? 0) * 16 + (digits[index * 2 + 1] ?? 0);
  }
  return { ok: true, bytes };
}
