import type { TreeRow } from '../../app/contract/areas/tree.ts';

/** Whether two readings of one row show the same, so that a row that is quiet costs nothing. */
export function isSameTreeRow(one: TreeRow, other: TreeRow): boolean {
  return (
    one.node === other.node &&
    one.depth === other.depth &&
    one.siblings === other.siblings &&
    one.position === other.position &&
    one.children === other.children &&
    one.open === other.open &&
    one.messages === other.messages &&
    one.below === other.below &&
    one.rate === other.rate &&
    one.matches === other.matches &&
    isSameLast(one.last, other.last) &&
    one.sparkline.length === other.sparkline.length &&
    one.sparkline.every((count, at) => count === other.sparkline[at])
  );
}

function isSameLast(one: TreeRow['last'], other: TreeRow['last']): boolean {
  return (
    one?.time === other?.time &&
    one?.preview.text === other?.preview.text &&
    one?.qos === other?.qos &&
    one?.retain === other?.retain
  );
}
