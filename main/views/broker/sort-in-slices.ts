/** Comparisons between two chances to rest. */
const restEvery = 1_000;

export type SortKeys = readonly number[] | readonly string[];

/**
 * Sorts places 0 to count - 1 by their keys, stable, and yields now and then: a merge from below, because what the
 * engine sorts by itself it sorts in one go.
 */
export function* sortInSlices(keys: SortKeys, isDescending: boolean): Generator<void, Uint32Array> {
  const count = keys.length;
  let from = new Uint32Array(count);
  let to = new Uint32Array(count);
  for (let place = 0; place < count; place += 1) {
    from[place] = place;
    if (place % (10 * restEvery) === 0) yield;
  }
  const comesFirst = comparison(keys, isDescending);
  let steps = 0;
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + 2 * width, count);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at += 1) {
        const takesLeft = left < middle && (right >= end || comesFirst(from[left] ?? 0, from[right] ?? 0));
        to[at] = from[takesLeft ? left : right] ?? 0;
        if (takesLeft) left += 1;
        else right += 1;
        steps += 1;
        if (steps % restEvery === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Whether the left one stays before the right one. */
function comparison(keys: SortKeys, isDescending: boolean): (left: number, right: number) => boolean {
  return isDescending
    ? (left, right) => (keys[left] ?? 0) >= (keys[right] ?? 0)
    : (left, right) => (keys[left] ?? 0) <= (keys[right] ?? 0);
}
