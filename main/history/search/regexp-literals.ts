import { classLength, escapeLength, quantifierAt } from '../../../app/filter/regexp-source.ts';

/** Letters and digits that stand for something else behind a backslash; what else does stands for itself. */
const special = /[a-zA-Z0-9]/;

/**
 * The texts that everything has which a regular expression matches, as far as they are easily seen. Only what stands
 * outside of groups and classes is looked at, and nothing where there is a choice.
 */
export function literalsOf(source: string): readonly string[] {
  if (source.includes('|')) return [];
  const literals: string[] = [];
  let run = '';
  const end = () => {
    if (run !== '') literals.push(run);
    run = '';
  };
  for (let at = 0; at < source.length; ) {
    const piece = pieceAt(source, at);
    at += piece.length;
    if (piece.isOptional || piece.text === '') end();
    run += piece.isOptional ? '' : piece.text;
    // After a repetition the next character need not stand beside this one.
    if (piece.isRepeated) end();
  }
  end();
  return literals;
}

interface Piece {
  /** What it stands for; empty for anything but a character that stands for itself. */
  readonly text: string;
  readonly length: number;
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
}

function pieceAt(source: string, at: number): Piece {
  const { text, length } = atomAt(source, at);
  const quantifier = quantifierAt(source, at + length);
  return {
    text,
    length: length + (quantifier?.length ?? 0),
    isOptional: quantifier?.least === 0,
    isRepeated: quantifier !== undefined,
  };
}

function atomAt(source: string, at: number): { readonly text: string; readonly length: number } {
  const unit = source.charAt(at);
  if (unit === '\\') {
    const escaped = source.charAt(at + 1);
    return { text: special.test(escaped) ? '' : escaped, length: escapeLength(source, at) };
  }
  if (unit === '(') return { text: '', length: groupLength(source, at) };
  if (unit === '[') return { text: '', length: classLength(source, at) };
  return { text: /[.^$)\]{}*+?]/.test(unit) ? '' : unit, length: 1 };
}

function groupLength(source: string, at: number): number {
  let depth = 0;
  for (let end = at; end < source.length; ) {
    const unit = source.charAt(end);
    if (unit === '(') depth += 1;
    else if (unit === ')') depth -= 1;
    if (depth === 0) return end + 1 - at;
    if (unit === '\\') end += 2;
    else end += unit === '[' ? classLength(source, end) : 1;
  }
  return source.length - at;
}
