import type { HistoryRow } from '../../app/contract/areas/history.ts';
import { isClientOtherwise, isTopicOtherwise } from '../../app/filter/shown-text.ts';
import { usePacketNames } from '../packet/use-packet-names.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { rowAsText } from './row-as-text.ts';

/** Copies a row with its names as they are. */
export function useCopyRow(): (row: HistoryRow) => Promise<void> {
  const copyText = useApp((state) => state.copyText);
  const namesOf = usePacketNames();
  return async (row) => {
    const names = hidesNames(row) ? await namesOf(row.sequence) : undefined;
    if (names === undefined && hidesNames(row)) return;
    await copyText(rowAsText(row, names), texts.explore.tree.row);
  };
}

function hidesNames(row: HistoryRow): boolean {
  if (row.kind === 'mark') return false;
  return isClientOtherwise(row.client) || (row.kind === 'message' && isTopicOtherwise(row.topic));
}
