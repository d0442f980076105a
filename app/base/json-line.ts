/**
 * A value as one line of JSON, its end included. What steers a terminal, hides, or turns the order of letters around is
 * written as its number, also where JSON would allow it as it is: a reader of JSON gets the same text.
 */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value, wellFormed).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
  return `${text}\n`;
}

/** Half of a surrogate pair is no character, and readers of JSON end there. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/** Beyond 16 bits it takes two. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
