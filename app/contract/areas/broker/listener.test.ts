import { expect, test } from 'vitest';
import { listener, listeners, nameFor, withNames } from './listener.ts';

test('a listener has defaults that let nobody in but this machine', () => {
  expect(listener.parse({ transport: 'tls', port: 8883 })).toEqual({
    transport: 'tls',
    host: '127.0.0.1',
    port: 8883,
    allowedOrigins: [],
    tls: { certificate: { from: 'own' }, serverNames: [], clientCertificates: 'none', trustOwn: true },
  });
});

test('two listeners of one name are refused at their place', () => {
  const outcome = listeners.safeParse([
    { name: 'field', transport: 'tcp', port: 1 },
    { name: 'field', transport: 'ws', port: 2 },
  ]);

  expect(outcome.error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [[1, 'name'], 'another listener has this name'],
  ]);
});

test('client certificates that nobody could vouch for are refused', () => {
  const tls = { clientCertificates: 'required', trustOwn: false } as const;

  const outcome = listener.safeParse({ transport: 'tls', port: 8883, tls });

  expect(outcome.error?.issues.map(({ path }) => path)).toEqual([['tls', 'caFile']]);
});

test('a listener without a name is called by its transport', () => {
  expect([nameFor('ws', new Set(['tcp'])), nameFor('tcp', new Set(['tcp', 'tcp 2']))]).toEqual([
    'ws',
    'tcp 3',
  ]);
});

test('a listener without a name leaves the names that others were given, before it and behind it', () => {
  const named = withNames([
    { transport: 'tcp', port: 1 },
    { transport: 'ws', port: 2 },
    { transport: 'tls', name: 'tcp', port: 3 },
    { transport: 'tcp', port: 4 },
  ]);

  expect(named.map(({ name, port }) => [name, port])).toEqual([
    ['tcp 2', 1],
    ['ws', 2],
    ['tcp', 3],
    ['tcp 3', 4],
  ]);
});
