import { expect, test } from 'vitest';
import { listener } from '../../../app/contract/areas/broker/listener.ts';
import { cleaned, isSound, newListener, problemsOf, withTransport } from './listener-draft.ts';

test('a new listener takes TLS on its usual port, under a name that is free', () => {
  const first = newListener([]);
  const second = newListener([{ listener: first, state: { kind: 'off' }, denied: 0 }]);

  expect([first, second].map(({ name, transport, port, host }) => [name, transport, port, host])).toEqual([
    ['tls', 'tls', 8883, '127.0.0.1'],
    ['tls 2', 'tls', 8883, '127.0.0.1'],
  ]);
});

test('with another transport only what was not chosen follows', () => {
  const usual = withTransport(newListener([]), 'ws', []);
  const chosen = withTransport({ ...newListener([]), name: 'field', port: 7 }, 'ws', []);

  expect([usual, chosen].map(({ name, port }) => [name, port])).toEqual([
    ['ws', 9001],
    ['field', 7],
  ]);
});

test('what its transport has no use for is not saved, and is no problem', () => {
  const tls = {
    ...listener.parse({ transport: 'tls', port: 1 }).tls,
    certificate: { from: 'files', certificateFile: '', keyFile: '' },
  } as const;
  const draft = { ...newListener([]), transport: 'tcp', tls } as const;

  expect([isSound(problemsOf(draft)), isSound(problemsOf({ ...draft, transport: 'wss' }))]).toEqual([
    true,
    false,
  ]);
  expect(cleaned(draft, ['https://a'])).toEqual({
    ...listener.parse({ transport: 'tcp', port: 8883 }),
    name: 'tls',
  });
});

test('certificates of clients need somebody who vouches for them', () => {
  const draft = newListener([]);
  const alone = { ...draft, tls: { ...draft.tls, clientCertificates: 'required', trustOwn: false } } as const;

  expect([
    problemsOf(alone).caFile,
    problemsOf({ ...alone, tls: { ...alone.tls, caFile: '/ca' } }).caFile,
  ]).toEqual([true, false]);
});
