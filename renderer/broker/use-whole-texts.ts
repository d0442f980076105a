import type { CallInput } from '../../app/contract/contract-types.ts';
import { useAppNow, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { TableRow } from '../ui/table-selection.ts';
import { readWholeTexts } from './read-whole-texts.ts';
import { isShownOtherwise } from './shown-otherwise.ts';

/** What a cell of these rows is where it is shown cut, or with characters by their numbers. */
type WholeTexts = (row: TableRow, column: string) => string | undefined;

/** Reads the texts of rows of a list as they are; undefined where that fails, which is said, as is what is gone. */
export function useWholeTexts(
  list: CallInput<'broker.rows.whole'>['list'],
): (rows: readonly TableRow[]) => Promise<WholeTexts | undefined> {
  const client = useClient();
  const now = useAppNow();
  return async (rows) => {
    const keys = rows.filter(isShownOtherwise).map(({ key }) => key);
    const answer = await readWholeTexts(keys, (some) =>
      client.call('broker.rows.whole', { list, keys: [...some] }),
    );
    now().tellFailure(answer);
    if (!answer.ok) return undefined;
    const whole = answer.value;
    if (whole.size < keys.length)
      now().tellNote(texts.broker.list.asShown(keys.length - whole.size), undefined);
    return ({ key }, column) => whole.get(key)?.[column];
  };
}
