import { expect, test } from 'vitest';
import { testProfile } from '../testing/setup.ts';
import { addressOf } from './dial.ts';

test('the address of a profile is what people know it by, without what may be a secret in its URL', () => {
  const tcp = testProfile({ host: '::1', port: 1883 });
  const signed = testProfile({
    transport: 'wss',
    host: 'broker.example',
    port: 443,
    path: '/mqtt?X-Amz-Signature=5ec2e7',
  });

  expect([tcp, signed].map(addressOf)).toEqual(['[::1]:1883', 'wss://broker.example:443/mqtt']);
});
