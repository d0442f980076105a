import { expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import { createSecretStore } from './secret-store.ts';

const id = sourceId.parse('press');

test('a string sets, an absent one keeps, an empty one removes', () => {
  const store = createSecretStore();

  store.set(id, { password: 'a', keyPassphrase: 'b' });
  store.set(id, { keyPassphrase: 'c' });
  const kept = store.read(id);
  store.set(id, { password: '' });

  expect(kept).toEqual({ password: 'a', keyPassphrase: 'c' });
  expect(store.read(id)).toEqual({ password: undefined, keyPassphrase: 'c' });
  expect(store.has(id)).toEqual({ password: false, keyPassphrase: true });
});

test('what is forgotten is gone', () => {
  const store = createSecretStore();
  store.set(id, { password: 'a' });

  store.forget(id);

  expect(store.has(id)).toEqual({ password: false, keyPassphrase: false });
});

test('a secret that a peer echoes is hidden', () => {
  const store = createSecretStore();
  store.set(id, { password: 'hunter2' });

  expect(store.hide('Bad password: hunter2!')).toBe('Bad password: •••!');
});
