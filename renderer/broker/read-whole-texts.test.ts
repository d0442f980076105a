import { expect, test } from 'vitest';
import { failure, success } from '../../app/contract/answer.ts';
import { readWholeTexts } from './read-whole-texts.ts';

const row = (key: number) => ({ key, texts: { topic: `topic ${key}` } });

test('what an answer has no room for is asked for again, with the rows after it', async () => {
  const asked: (readonly number[])[] = [];
  const keys = Array.from({ length: 201 }, (_, key) => key);

  const whole = await readWholeTexts(keys, async (some) => {
    asked.push(some);
    return success({ rows: some.slice(0, 150).map(row), left: some.slice(150) });
  });

  expect(asked).toEqual([keys.slice(0, 200), keys.slice(150)]);
  expect(whole).toEqual(success(new Map(keys.map((key) => [key, { topic: `topic ${key}` }]))));
});

test('a row that is gone is not asked for again, and a failure is told', async () => {
  const gone = await readWholeTexts([1, 2], async () => success({ rows: [row(2)], left: [] }));
  const failed = await readWholeTexts([1], async () => failure('gone', 'The broker does not run.'));

  expect(gone).toEqual(success(new Map([[2, { topic: 'topic 2' }]])));
  expect(failed).toEqual(failure('gone', 'The broker does not run.'));
});
