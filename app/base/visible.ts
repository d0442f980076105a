/** What is not seen. The joiner within an emoji is part of a sign that is. */
const unseen =
  /(?!(?<=\p{Extended_Pictographic}\ufe0f?)\u200d\p{Extended_Pictographic})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Marks above and below one letter, more than any language needs: they would cover the lines around. */
const tower = /(?<=\p{M}{4})\p{M}+/gu;

/**
 * Makes visible what is not seen, what turns the direction of a line, and what would cover the lines around: control
 * characters as their pictures, all else as its number, `\u{202e}`. Two texts that differ do not look the same by that.
 */
export function visible(text: string): string {
  return text.replace(unseen, shownCharacter).replace(tower, (marks) => Array.from(marks, numbered).join(''));
}

function shownCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : numbered(character);
}

function numbered(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** At most `limit` characters of it, never half of a surrogate pair. */
export function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}

/** Characters of the end of a name that stay where it is cut. */
const endCharacters = 40;

/** A name as a list shows it, at most `most` characters: of a long one its beginning and its end, as others may begin alike. */
export function shownName(name: string, most = 200): string {
  const shown = visible(name);
  if (shown.length <= most) return shown;
  const end = Math.min(endCharacters, Math.floor(most / 4));
  return `${cutAt(shown, most - end - 1)}…${endOf(shown, end)}`;
}

function endOf(text: string, characters: number): string {
  const end = text.slice(-characters);
  const first = end.charCodeAt(0);
  return first >= 0xdc00 && first <= 0xdfff ? end.slice(1) : end;
}
