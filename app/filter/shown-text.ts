import { quoted } from './chips.ts';

/** How lists show a character that is not seen: by its number, or a control character as its picture. */
const shownNumber = /\\u\{[0-9a-f]{1,6}\}/;
const picture = /[\u2400-\u241f\u2421]/;
/** What is left of a number at the place where a text was cut. */
const numberBegun = /\\(?:u(?:\{[0-9a-f]{0,5})?)?$/;
const numberEnded = /^(?:u?\{)?[0-9a-f]{0,6}\}/;
/** A name that was cut has this in its middle; a shorter one is whole. */
const cutMark = '…';
const shortestCut = 60;

/** Whether a text as a list shows it may stand for another: something in it is not seen. */
export function hidesCharacters(shown: string): boolean {
  return shownNumber.test(shown) || picture.test(shown);
}

/** Whether a client as a row shows it may be another: cut in its middle, or with characters by their numbers. */
export function isClientOtherwise(shown: string): boolean {
  return shown.includes(cutMark) || hidesCharacters(shown);
}

/** Whether a topic or a filter as a row shows it is another: cut at its end, or with characters by their numbers. */
export function isTopicOtherwise({ text, cut }: { readonly text: string; readonly cut: number }): boolean {
  return cut > 0 || hidesCharacters(text);
}

/** A text as a list shows it, as a filter that finds what it stands for; of one that was cut, by its longest piece. */
export function shownQuoted(shown: string): string {
  const parts = longestPiece(shown).split(new RegExp(`(${shownNumber.source})`));
  // Every other one is a number.
  const texts = parts.map((part, index) => (index % 2 === 1 ? part : numbered(quoted(part).slice(1, -1))));
  return `"${texts.join('')}"`;
}

function numbered(text: string): string {
  return text.replaceAll(new RegExp(picture, 'g'), (sign) => {
    const code = sign === '\u2421' ? 0x7f : sign.charCodeAt(0) - 0x2400;
    return `\\u{${code.toString(16)}}`;
  });
}

function longestPiece(shown: string): string {
  if (shown.length < shortestCut || !shown.includes(cutMark)) return shown;
  const pieces = shown.split(cutMark);
  const whole = pieces.map((piece, index) => {
    const from = index === 0 ? piece : piece.replace(numberEnded, '');
    return index === pieces.length - 1 ? from : from.replace(numberBegun, '');
  });
  return whole.reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
}
