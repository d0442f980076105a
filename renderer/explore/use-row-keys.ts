import { useRef } from 'react';
import type { RowKeys } from './row-keys.ts';
import { keyAt, movedKeys } from './row-keys.ts';

/** A picture of rows, whose places count from the upper edge of all of them. */
interface ShownRows<Row> {
  /** The place at the upper edge of the screen. */
  readonly top: number;
  readonly visible: number;
  readonly rowAt: (place: number) => Row | undefined;
  /** Where a row stands now; undefined if that is not at hand, for it is far away. */
  readonly placeOf: (row: Row) => number | undefined;
}

/** The key of the row at a place, for as long as this picture of them stands. */
export function useRowKeys<Row>(shown: ShownRows<Row>): (place: number) => number {
  const last = useRef<{ readonly keys: RowKeys; readonly edge: Row | undefined }>(undefined);
  const first = Math.floor(shown.top);
  const before = last.current?.edge;
  const place = before === undefined ? first : shown.placeOf(before);
  const moved = place === undefined ? Number.POSITIVE_INFINITY : place - first;
  const keys = movedKeys(last.current?.keys, Math.ceil(shown.visible) + 1, moved);
  last.current = { keys, edge: shown.rowAt(first) };
  return (place) => keyAt(keys, place - first);
}
