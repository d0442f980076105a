import { expect, test } from 'vitest';
import type { ConnackPacket } from '../../../app/mqtt/packet.ts';
import { grantedOf } from './asked.ts';

const connack: ConnackPacket = {
  type: 'connack',
  sessionPresent: true,
  reasonCode: 0,
  properties: { topicAliasMaximum: 32, authenticationData: new Uint8Array([1]) },
};

test.each([
  { version: 5, properties: { topicAliasMaximum: 32 } },
  { version: 4, properties: {} },
  { version: 3, properties: {} },
] as const)(
  'What CONNACK granted a client of version $version is what it could tell',
  ({ version, properties }) => {
    expect(grantedOf(connack, version)).toEqual({ isSessionPresent: true, reasonCode: 0, properties });
  },
);
