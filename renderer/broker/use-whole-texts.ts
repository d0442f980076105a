import type { CallInput } from '../../app/contract/contract-types.ts';
import { useAppNow, useClient } from '../state/use-app.tsx';
import type { TableRow } from '../ui/table-selection.ts';
import { isShownOtherwise } from './shown-otherwise.ts';

/** What a cell of these rows is where it is shown cut, or with characters by their numbers. */
type WholeTexts = (row: TableRow, column: string) => string | undefined;

/** Rows that are asked for at once. */
const most = 200;

/** Reads the texts of rows of a list as they are; undefined where that fails, which is said. */
export function useWholeTexts(
  list: CallInput<'broker.rows.whole'>['list'],
): (rows: readonly TableRow[]) => Promise<WholeTexts | undefined> {
  const client = useClient();
  const now = useAppNow();
  return async (rows) => {
    const keys = rows.filter(isShownOtherwise).map(({ key }) => key);
    const whole = new Map<number, Readonly<Record<string, string>>>();
    for (let at = 0; at < keys.length; at += most) {
      const answer = await client.call('broker.rows.whole', { list, keys: keys.slice(at, at + most) });
      now().tellFailure(answer);
      if (!answer.ok) return undefined;
      for (const { key, texts } of answer.value.rows) whole.set(key, texts);
    }
    return ({ key }, column) => whole.get(key)?.[column];
  };
}
