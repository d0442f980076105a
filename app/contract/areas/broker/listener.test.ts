import { expect, test } from 'vitest';
import { listener, listeners, nameFor } from './listener.ts';

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
