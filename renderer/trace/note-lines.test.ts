import { expect, test } from 'vitest';
import { isNoteCut, noteLines, noteRoom } from './note-lines.ts';

test('a note has the room of the lanes to both sides of it', () => {
  const width = 100 + 3 * 200;

  expect([
    noteRoom({ from: 0, to: 1 }, 3, width),
    noteRoom({ from: 1, to: 0 }, 3, width),
    noteRoom({ from: 0, to: 2 }, 3, width),
    noteRoom({ from: 1, to: 1 }, 3, width),
    noteRoom({ from: 2, to: 2 }, 3, width),
  ]).toEqual([59, 59, 89, 86, 25]);
});

test('a pane that is narrower than its lanes scrolls: a lane is never narrower', () => {
  expect(noteRoom({ from: 0, to: 1 }, 3, 300)).toBe(noteRoom({ from: 0, to: 1 }, 3, 100 + 3 * 150));
});

test('a note that fits stays in a line, a longer one takes two, and what is longer still is cut', () => {
  const notes = ['ten letter', 'ten letters', 'ten letters and nine', 'ten letters and nineteen', '🌡🌡🌡🌡🌡🌡🌡'];

  expect(notes.map((note) => [noteLines(note, 10), isNoteCut(note, 10)])).toEqual([
    [1, false],
    [2, false],
    [2, false],
    [2, true],
    [1, false],
  ]);
});
