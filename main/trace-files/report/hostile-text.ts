import { plainText } from '../../../app/base/plain-text.ts';

/** Characters of a name or topic from the network that a report shows. */
const longest = 300;

/** Without anything that is not seen, and not too long. */
export function plain(text: string): string {
  const shown = plainText(text);
  const characters = [...shown];
  if (characters.length <= longest) return shown;
  return `${characters.slice(0, longest).join('')}… (${characters.length - longest} more)`;
}

/**
 * A code span of Markdown, in which nothing is markup, a link or a mention. In a table a bar would end its cell, also in
 * code, and is written as GitHub wants it there.
 */
export function code(text: string): string {
  // Behind a backslash some take the one that is added for the end of an escape, and the bar for the end of the cell.
  const shown = plain(text)
    .replace(/(?<=\\)\|/g, '\\u{7c}')
    .replaceAll('|', '\\|');
  if (shown.trim() === '') return shown === '' ? '(empty)' : '(spaces)';
  const runs = (shown.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(1 + Math.max(0, ...runs));
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A text for a Mermaid diagram: all but letters, digits and what has no meaning there as a number of its character. */
export function mermaidText(text: string): string {
  return Array.from(plain(text), (character) =>
    /[\p{L}\p{N} /._,()+·→]/u.test(character) ? character : `#${character.codePointAt(0) ?? 0};`,
  ).join('');
}
