import type { CallInput } from '../../app/contract/contract-types.ts';
import { useApp } from '../state/use-app.tsx';
import type { TableRow } from '../ui/table-selection.ts';
import { useWholeTexts } from './use-whole-texts.ts';

interface Cell {
  readonly list: CallInput<'broker.rows.whole'>['list'];
  readonly column: string;
  /** What the notice calls it. */
  readonly noun: string;
}

/** Copies what a cell is, which may be other than what it shows. */
export function useCopyCell({ list, column, noun }: Cell): (row: TableRow, shown: string) => Promise<void> {
  const copyText = useApp((state) => state.copyText);
  const readWhole = useWholeTexts(list);
  return async (row, shown) => {
    const whole = await readWhole([row]);
    if (whole !== undefined) await copyText(whole(row, column) ?? shown, noun);
  };
}
