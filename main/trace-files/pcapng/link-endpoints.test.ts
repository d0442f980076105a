import { expect, test } from 'vitest';
import { endpointText } from '../network/address-text.ts';
import { linkEndpoints } from './link-endpoints.ts';

function shown(address: string, clientSide: 'sent' | 'received'): string {
  const { client, clientPort, server } = linkEndpoints(7, address, clientSide);
  return `${endpointText(client, clientPort)} → ${endpointText(server, 1883)}`;
}

test.for([
  ['10.0.7.21:50412', '10.0.7.21:50412 → 10.0.0.1:1883'],
  ['127.0.0.1:50412', '127.0.0.1:50412 → 127.0.0.1:1883'],
  ['[::1]:50412', '[::1]:50412 → [::1]:1883'],
  ['[::ffff:10.0.7.21]:50412', '10.0.7.21:50412 → 10.0.0.1:1883'],
  ['[fe80::7%eth0]:50412', '[fe80::7]:50412 → [fd00::1]:1883'],
  ['10.0.7.21:50412 → 10.0.0.9:21883', '10.0.7.21:50412 → 10.0.0.9:1883'],
  ['kept over a restart', '10.1.0.7:49159 → 10.0.0.1:1883'],
] as const)('a client at %s is written as %s', ([address, expected]) => {
  expect(shown(address, 'received')).toBe(expected);
});

test.for([
  ['10.0.0.9:1883', '10.0.0.2:49159 → 10.0.0.9:1883'],
  ['localhost:21883', '127.0.0.1:49159 → 127.0.0.1:1883'],
  ['[fd00::9]:8883', '[fd00::2]:49159 → [fd00::9]:1883'],
  ['ws://10.0.0.9:8080/mqtt', '10.0.0.2:49159 → 10.0.0.9:1883'],
  ['wss://[::1]/mqtt', '[::1]:49159 → [::1]:1883'],
  ['wss://lab.example:443/mqtt', '10.1.0.7:49159 → 10.0.0.1:1883'],
] as const)('a broker at %s is written as %s', ([address, expected]) => {
  expect(shown(address, 'sent')).toBe(expected);
});
