import { mostNoteLines, sequenceSizes } from './sequence-sizes.ts';

/** How many letters of a note fit into a line of its step: as far to both sides as the lanes go. */
export function noteRoom(
  { from, to }: { readonly from: number; readonly to: number },
  lanes: number,
  width: number,
): number {
  const { gutter, edge, around, inFrame, letter } = sequenceSizes;
  const lane = Math.max(sequenceSizes.lane, (width - gutter - edge) / lanes);
  const middle = (from + to + 1) / 2;
  const reach = 2 * lane * Math.min(middle, lanes - middle);
  return Math.floor((reach - around - (from === to ? inFrame : 0)) / letter);
}

/** The lines that a note is shown in: a long one gets a second. */
export function noteLines(note: string, room: number): number {
  return isLonger(note, room) ? mostNoteLines : 1;
}

/** Whether all its lines are too few for it. */
export function isNoteCut(note: string, room: number): boolean {
  return isLonger(note, mostNoteLines * room);
}

function isLonger(note: string, room: number): boolean {
  return note.length > room && [...note].length > room;
}
