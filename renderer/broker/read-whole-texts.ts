import type { Answer } from '../../app/contract/answer.ts';
import { success } from '../../app/contract/answer.ts';
import { mostListRows } from '../../app/contract/areas/broker/list.ts';
import type { CallOutput } from '../../app/contract/contract-types.ts';

/** By the key of the row, and there by the id of the column. */
type TextsOfRows = ReadonlyMap<number, Readonly<Record<string, string>>>;

type Ask = (keys: readonly number[]) => Promise<Answer<CallOutput<'broker.rows.whole'>>>;

/** The texts of rows as they are, asked for until none is left; a row that is not among them is gone. */
export async function readWholeTexts(keys: readonly number[], ask: Ask): Promise<Answer<TextsOfRows>> {
  const whole = new Map<number, Readonly<Record<string, string>>>();
  let open = keys;
  while (open.length > 0) {
    const answer = await ask(open.slice(0, mostListRows));
    if (!answer.ok) return answer;
    const { rows, left } = answer.value;
    for (const { key, texts } of rows) whole.set(key, texts);
    open = [...left, ...open.slice(mostListRows)];
  }
  return success(whole);
}
