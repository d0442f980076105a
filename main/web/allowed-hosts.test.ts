import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { allowedHosts, isLoopback } from './allowed-hosts.ts';

test('the names of loopback and the address that was given, each with the port', () => {
  expect([...allowedHosts('192.168.1.5', 7883, undefined)]).toEqual([
    '127.0.0.1:7883',
    'localhost:7883',
    '[::1]:7883',
    '192.168.1.5:7883',
  ]);
});

test('a wildcard stands for every address of this machine and for no other name', () => {
  const hosts = allowedHosts('0.0.0.0', 7883, undefined);
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);

  const missing = addresses.filter(
    ({ address, family }) => family === 'IPv4' && !hosts.has(`${address}:7883`),
  );

  expect([missing, hosts.has('evil.example:7883')]).toEqual([[], false]);
});

test('on port 80 browsers leave the port out', () => {
  expect(allowedHosts('127.0.0.1', 80, undefined).has('localhost')).toBe(true);
});

test('the development server may pass its own name on', () => {
  expect(allowedHosts('127.0.0.1', 7883, 'http://127.0.0.1:5173').has('127.0.0.1:5173')).toBe(true);
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['192.168.1.5', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
