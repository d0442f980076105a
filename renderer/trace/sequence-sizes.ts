import type { CSSProperties } from 'react';

/** Pixels in a sequence diagram: its layout reckons with them, and `sequence.css` has them as variables. */
export const sequenceSizes = {
  /** Left of the lanes, where the times stand, and right of them. */
  gutter: 88,
  edge: 12,
  /** Of a lane at least. */
  lane: 150,
  step: 46,
  /** Of each line of a note. */
  noteLine: 16,
  /** The mark of a time that is not drawn in its length. */
  fold: 22,
  /** To both sides of an arrow and of a frame together. */
  around: 8,
  /** Within the frame of what happened at one lane: to both sides together, with its lines. */
  inFrame: 22,
  /** A letter of a note: `--text-xs` of `--font-mono`. */
  letter: 6.6,
} as const;

/** Lines of a note at most. */
export const mostNoteLines = 2;

/** What the looks take from here, for a diagram with so many lanes. */
export function sequenceVariables(lanes: number): CSSProperties {
  const { gutter, edge, lane, step, noteLine, fold, around } = sequenceSizes;
  return {
    '--lanes': lanes,
    '--gutter': `${gutter}px`,
    '--edge': `${edge}px`,
    '--least-lane': `${lane}px`,
    '--step': `${step}px`,
    '--note-line': `${noteLine}px`,
    '--note-lines': mostNoteLines,
    '--fold': `${fold}px`,
    '--around': `${around}px`,
  };
}
