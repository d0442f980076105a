import { classLength, escapeLength } from './regexp-source.ts';

/** Beyond so many characters of a range outside of ASCII their other cases are not added. */
const widestRange = 2_048;

/**
 * The same expression without the flag `i`: each letter stands for both of its cases. V8's linear engine does not know the
 * flag, and what is typed by a stranger has to end.
 */
export function foldCase(source: string): string {
  let folded = '';
  for (let at = 0; at < source.length; ) {
    const length = pieceLength(source, at);
    const piece = source.slice(at, at + length);
    folded += piece.startsWith('[') ? foldClass(piece) : foldPiece(piece);
    at += length;
  }
  return folded;
}

function pieceLength(source: string, at: number): number {
  const unit = source.charAt(at);
  if (unit === '\\') return escapeLength(source, at);
  if (unit === '[') return classLength(source, at);
  if (unit !== '(') return 1;
  // The name of a group, and the flags for one, are no text.
  return /^\((?:\?(?:<[^=!>][^>]*>|[a-z-]*:))?/.exec(source.slice(at))?.[0].length ?? 1;
}

function foldPiece(piece: string): string {
  const unit = characterOf(piece);
  const others = unit === undefined ? '' : otherCases(unit);
  return unit === undefined || others === '' ? piece : `[${escaped(unit)}${others}]`;
}

/** The character that a piece stands for; undefined for one that means something else. */
function characterOf(piece: string): string | undefined {
  const [, code] = /^\\[xu]([0-9a-f]{2,4})$/i.exec(piece) ?? [];
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return piece.length === 1 ? piece : undefined;
}

function foldClass(whole: string): string {
  const isNegated = whole.startsWith('[^');
  const inner = whole.slice(isNegated ? 2 : 1, -1);
  let added = '';
  for (let at = 0; at < inner.length; ) {
    const low = inner.slice(at, at + classPieceLength(inner, at));
    at += low.length;
    const high =
      inner.charAt(at) === '-' ? inner.slice(at + 1, at + 1 + classPieceLength(inner, at + 1)) : '';
    const [from, to] = [characterOf(low), characterOf(high)];
    if (from !== undefined && to !== undefined) {
      at += 1 + high.length;
      added += otherCasesOfRange(from.charCodeAt(0), to.charCodeAt(0));
    } else if (from !== undefined) added += otherCases(from);
  }
  return `[${isNegated ? '^' : ''}${inner}${added}]`;
}

function classPieceLength(inner: string, at: number): number {
  return inner.charAt(at) === '\\' ? escapeLength(inner, at) : 1;
}

function otherCasesOfRange(from: number, to: number): string {
  let added = '';
  for (let code = from; code <= Math.min(to, from + widestRange); code += 1) {
    for (const other of otherCases(String.fromCharCode(code))) {
      if (other.charCodeAt(0) < from || other.charCodeAt(0) > to) added += other;
    }
  }
  return added;
}

/** As the flag `i` has it: what becomes the same in upper case, if that is one character; ASCII only with ASCII. */
function otherCases(unit: string): string {
  const upper = upperOf(unit);
  return [unit.toUpperCase(), unit.toLowerCase()]
    .filter((other) => other.length === 1 && other !== unit && upperOf(other) === upper)
    .join('');
}

function upperOf(unit: string): string {
  const upper = unit.toUpperCase();
  return upper.length !== 1 || (unit > '\x7f' && upper <= '\x7f') ? unit : upper;
}

function escaped(unit: string): string {
  return /[\\\]^-]/.test(unit) ? `\\${unit}` : unit;
}
