import { expect, test } from 'vitest';
import type { Asked } from './asked.ts';
import { askedNext } from './asked.ts';

const first: Asked = { question: 'lab/#', before: undefined, isAnswered: false };
const answer = {};

test('a question is answered by what is known once nothing is looked for any more', () => {
  const looking = askedNext(first, 'lab/#', answer, true);

  expect(looking).toBe(first);
  expect(askedNext(looking, 'lab/#', answer, false)).toEqual({ ...first, isAnswered: true });
});

test('what arrives later is looked at for a moment: the question stays answered', () => {
  const answered = askedNext(first, 'lab/#', answer, false);

  expect(askedNext(answered, 'lab/#', {}, true)).toBe(answered);
});

test('the answer to the question before does not answer the next one', () => {
  const next = askedNext({ ...first, isAnswered: true }, 'plant/#', answer, false);

  expect(next).toEqual({ question: 'plant/#', before: answer, isAnswered: false });
  expect(askedNext(next, 'plant/#', answer, false)).toBe(next);
  expect(askedNext(next, 'plant/#', {}, false)).toEqual({ ...next, isAnswered: true });
});
