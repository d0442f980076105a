import { useRef } from 'react';
import type { HistoryRow } from '../../app/contract/areas/history.ts';
import type { RowKeys } from './row-keys.ts';
import { keyAt, movedKeys } from './row-keys.ts';
import type { HistoryView } from './use-history-window.ts';

/** The key of the row at a place, for as long as this picture of the history stands. */
export function useRowKeys(history: HistoryView): (place: number) => number {
  const last = useRef<{ readonly keys: RowKeys; readonly edge: HistoryRow | undefined }>(undefined);
  const first = Math.floor(history.top);
  const before = last.current?.edge;
  const moved = before === undefined ? 0 : history.placeOf(before.row) - first;
  const keys = movedKeys(last.current?.keys, Math.ceil(history.visible) + 1, moved);
  last.current = { keys, edge: history.rowAt(first) };
  return (place) => keyAt(keys, place - first);
}
