import { expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';

const question = () => ({ title: '', text: '', action: '' });

test('why a message cannot be published stands until something else is typed', async () => {
  const { now, until } = fakeWindow();
  await until((state) => state.selection.source !== undefined);

  await now().publish(question);
  const before = now().composer.status;
  now().typeTopic('a/b');

  expect([before, now().composer.status]).toEqual([
    { kind: 'unfit', message: 'A topic is needed.' },
    { kind: 'none' },
  ]);
});
