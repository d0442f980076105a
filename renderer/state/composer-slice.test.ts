import { expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';
import { hasComposer } from './composer-slice.ts';

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

test('the composer that was closed opens when a command leads to it', async () => {
  const { now, until } = fakeWindow();
  await until((state) => state.settingsKnown && state.selection.source !== undefined);

  now().toggleComposer();
  const closed = hasComposer(now());
  now().composeTo('a/b');

  expect([closed, hasComposer(now()), now().focus.place]).toEqual([false, true, 'composer']);
});
