/** Why a line of another program's file is not carried over. Lines are counted from 1. */
export interface LineProblem {
  readonly line: number;
  /** One sentence. */
  readonly text: string;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** The lines that say something: no comments, nothing empty. */
export function linesOf(text: string): readonly Line[] {
  return text
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, text: content.trimStart() }))
    .filter(({ text: content }) => content !== '' && !content.startsWith('#'));
}
