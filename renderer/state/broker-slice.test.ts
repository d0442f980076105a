import { expect, test } from 'vitest';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import { fakeWindow } from '../testing/fake-window.ts';

const plan = { port: 1883, wsPort: 9001, network: false, allowedOrigins: [] };
const counts = { plan, addresses: [], clients: 0, sessions: 0, subscriptions: 0, retained: 0 };
const stopped: FeedValue<'broker'> = { state: { kind: 'stopped' }, ...counts };
const elsewhere: FeedValue<'broker'> = {
  ...counts,
  state: {
    kind: 'running',
    listeners: [{ name: 'tcp', transport: 'tcp', port: 1884, url: 'mqtt://127.0.0.1:1884', networkUrls: [] }],
    takenPort: 1883,
    troubles: [],
  },
};

test('a broker that had to listen elsewhere says where, once, and offers the one that has its port', () => {
  const { store } = fakeWindow();
  const state = store.getState();

  state.brokerChanged(stopped);
  state.brokerChanged(elsewhere);
  state.brokerChanged({ ...elsewhere, clients: 1 });

  expect(store.getState().notices).toMatchObject([{ kind: 'note', otherPort: 1883, times: 1 }]);
});

test('who goes to another screen while the demo starts stays there', async () => {
  const { now } = fakeWindow();
  now().brokerChanged(elsewhere);

  const starting = now().startDemo();
  now().showScreen('broker');
  const started = await starting;

  expect(started.ok).toBe(true);
  expect(now().screen).toBe('broker');
});

test('the demo is shown as a tree, from wherever it was started', async () => {
  const { now } = fakeWindow();
  now().brokerChanged(elsewhere);
  now().showScreen('settings');

  await now().startDemo();

  expect(now().screen).toBe('explore');
});
