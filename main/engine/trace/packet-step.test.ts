import { expect, test } from 'vitest';
import { encode } from '../../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { packetWords } from './packet-step.ts';

function recordOf(packet: Packet, version: ProtocolVersion): CapturedRecord {
  const { kind, direction } = { kind: 'packet', direction: 'received' } as const;
  const flags = { isMessage: false, isMark: false, isCopy: false, faults: [], aliasTopic: new Uint8Array() };
  return { kind, direction, version, sequence: 1, time: 1, link: 1, ...flags, body: encode(packet, version) };
}

function publish(properties: Properties): Packet {
  const flags = { qos: 1, retain: false, dup: false, id: 1 } as const;
  return { type: 'publish', topic: 'plant/door/set', payload: Buffer.from('x'), ...flags, properties };
}

function goodbye(reasonCode: number): Packet {
  return { type: 'disconnect', reasonCode, properties: noProperties };
}

test('a PUBLISH says after how many seconds it expires', () => {
  const notes = [noProperties, { messageExpiryInterval: 1 }].map(
    (properties) => packetWords(recordOf(publish(properties), 5)).note,
  );

  expect(notes).toEqual(['plant/door/set · 1 B', 'plant/door/set · 1 B · expires after 1 s']);
});

test('a CONNECT says first what sets its client apart', () => {
  const will = {
    topic: 'gone',
    payload: Buffer.from('x'),
    qos: 1,
    retain: false,
    properties: noProperties,
  } as const;
  const packet: Packet = {
    ...{ type: 'connect', protocolVersion: 5, clientId: 'panel', cleanStart: true, keepAlive: 60, will },
    ...{ username: undefined, password: undefined, properties: { receiveMaximum: 2 } },
  };

  expect(packetWords(recordOf(packet, 5)).note).toBe(
    'receive maximum 2 · clean start 1 · will gone at QoS 1 · keep alive 60 s, v5',
  );
});

test.each([
  [5, 0x00, 'its will is discarded', 0x00, 'its will is discarded · Normal disconnection'],
  [5, 0x00, '', 0x00, 'Normal disconnection'],
  [
    5,
    0x04,
    'its will is to be published',
    0x04,
    'its will is to be published · Disconnect with Will Message',
  ],
  [5, 0x8e, '', 0x8e, ''],
  [4, 0x00, 'its will is discarded', undefined, 'its will is discarded'],
  [4, 0x00, '', undefined, ''],
] as const)(
  'DISCONNECT of version %i with 0x%i, which means for the will: %s',
  (version, code, ofWill, reason, note) => {
    const words = packetWords(recordOf(goodbye(code), version), ofWill);

    expect([words.reason?.code, words.note]).toEqual([reason, note]);
  },
);
