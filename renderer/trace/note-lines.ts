/** Pixels: of what stands beside the lanes, of a lane at least, of a letter of a note (as `sequence.css` has them). */
const besideLanes = 88 + 12;
const leastLane = 150;
const letter = 6.6;
/** Around a note: at an arrow, and in the frame of what happened at one lane. */
const aroundArrow = 8;
const aroundFrame = 30;
/** Of a note. */
const mostLines = 2;

/** How many letters of a note fit into a line of its step: as far to both sides as the lanes go. */
export function noteRoom(
  { from, to }: { readonly from: number; readonly to: number },
  lanes: number,
  width: number,
): number {
  const lane = Math.max(leastLane, (width - besideLanes) / lanes);
  const middle = (from + to + 1) / 2;
  const reach = 2 * lane * Math.min(middle, lanes - middle);
  return Math.floor((reach - (from === to ? aroundFrame : aroundArrow)) / letter);
}

/** The lines that a note is shown in: a long one gets a second. */
export function noteLines(note: string, room: number): number {
  return isLonger(note, room) ? mostLines : 1;
}

/** Whether all its lines are too few for it. */
export function isNoteCut(note: string, room: number): boolean {
  return isLonger(note, mostLines * room);
}

function isLonger(note: string, room: number): boolean {
  return note.length > room && [...note].length > room;
}
