import type { ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import { rowAsText } from '../exchange/row-texts.ts';
import { hidesNames, wholeExchange } from '../exchange/whole-exchange.ts';
import { usePacketNames } from '../packet/use-packet-names.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

/** Copies a row with its names as they are. */
export function useCopyExchange(): (row: ExchangeRow) => Promise<void> {
  const copyText = useApp((state) => state.copyText);
  const namesOf = usePacketNames();
  return async (row) => {
    const names = hidesNames(row) ? await namesOf(row.id) : undefined;
    if (names === undefined && hidesNames(row)) return;
    await copyText(rowAsText(names === undefined ? row : wholeExchange(row, names)), texts.trace.list.row);
  };
}
