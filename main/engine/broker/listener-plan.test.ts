import { expect, test } from 'vitest';
import { planOf, usualListeners, withPlan } from './listener-plan.ts';

const usual = usualListeners();

function hosts(network: boolean, host: string): readonly string[] {
  const planned = usual.map((one) => ({ ...one, listener: { ...one.listener, host } }));
  return withPlan(planned, { network }).map((one) => one.listener.host);
}

test('usually the broker listens for TCP and WebSocket, for this machine alone', () => {
  expect(planOf(usual)).toEqual({ port: 1883, wsPort: 9001, network: false, allowedOrigins: [] });
});

test('the short way changes the first of each kind and leaves the others as they are', () => {
  const more = [...usual, ...usual.map((one) => ({ ...one, listener: { ...one.listener, name: 'other' } }))];

  const after = withPlan(more, { port: 7, wsPort: 8, network: true, allowedOrigins: ['https://a'] });

  expect(
    after.map(({ listener }) => [listener.name, listener.host, listener.port, listener.allowedOrigins]),
  ).toEqual([
    ['tcp', '::', 7, []],
    ['ws', '::', 8, ['https://a']],
    ['other', '127.0.0.1', 1883, []],
    ['other', '127.0.0.1', 9001, []],
  ]);
});

test('an address that is as open as is asked stays', () => {
  expect([hosts(true, '192.0.2.7'), hosts(false, '::1'), hosts(true, '::1'), hosts(false, '::')]).toEqual([
    ['192.0.2.7', '192.0.2.7'],
    ['::1', '::1'],
    ['::', '::'],
    ['127.0.0.1', '127.0.0.1'],
  ]);
});

test('a listener that was removed is there again when the short way asks for it', () => {
  expect(withPlan([], { port: 5 }).map(({ listener }) => [listener.name, listener.port])).toEqual([
    ['tcp', 5],
  ]);
});
