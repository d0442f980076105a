import { expect, test } from 'vitest';
import { decode } from '../../app/mqtt/decode.ts';
import type { BuiltFields, BuiltType } from '../state/lab-draft.ts';
import { builtTypes, emptyLabDraft } from '../state/lab-draft.ts';
import { buildPacket, fieldsOf } from './built-packets.ts';

function built(type: BuiltType, changes: Partial<BuiltFields>, version: 3 | 4 | 5 = 5): Uint8Array {
  const answer = buildPacket(type, { ...emptyLabDraft.fields, ...changes }, version);
  if (!answer.ok) throw new Error(answer.why);
  return answer.bytes;
}

function read(type: BuiltType, changes: Partial<BuiltFields>) {
  return decode(built(type, changes), 5, 'client');
}

test('every packet of a client is built of its fields and read again', () => {
  const types = builtTypes.filter((type) => type !== 'auth').map((type) => read(type, {}).type);

  expect(types).toEqual(builtTypes.filter((type) => type !== 'auth'));
  expect(fieldsOf('subscribe', 4)).toEqual(['topic', 'qos', 'packetId']);
});

test('PUBLISH is built with its flags and properties, and with DUP at QoS 0, which is malformed', () => {
  const properties = {
    'Message Expiry Interval': '60',
    'Correlation Data': 'ca fe',
    'User Property': 'a=1; b=2',
    'Payload Format Indicator': '',
  };

  expect(read('publish', { dup: true, retain: true, properties })).toMatchObject({
    dup: true,
    retain: true,
    properties: {
      messageExpiryInterval: 60,
      correlationData: Uint8Array.of(0xca, 0xfe),
      userProperties: [
        ['a', '1'],
        ['b', '2'],
      ],
    },
  });
  expect(built('publish', { qos: 0, dup: true })[0]).toBe(0x38);
});

test('SUBSCRIBE is built with its options, and AUTH with its method', () => {
  const options = { noLocal: true, retainAsPublished: true, retainHandling: 2 } as const;

  expect(read('subscribe', { ...options, properties: { 'Subscription Identifier': '7' } })).toMatchObject({
    subscriptions: [{ filter: 'test', qos: 1, ...options }],
    properties: { subscriptionIdentifiers: [7] },
  });
  expect(read('auth', { reasonCode: 0x19, properties: { 'Authentication Method': 'SCRAM' } })).toMatchObject({
    reasonCode: 0x19,
    properties: { authenticationMethod: 'SCRAM' },
  });
});

test('CONNECT is built with will, login and keep alive, at any protocol level', () => {
  const changes = {
    level: 5,
    cleanStart: false,
    keepAlive: 5,
    username: 'me',
    password: 'secret',
    willTopic: 'last',
    willPayload: 'gone',
    willQos: 2,
    willRetain: true,
    properties: { 'Receive Maximum': '3' },
    willProperties: { 'Will Delay Interval': '9' },
  } as const;

  expect(read('connect', changes)).toMatchObject({
    cleanStart: false,
    keepAlive: 5,
    username: 'me',
    password: new TextEncoder().encode('secret'),
    will: { topic: 'last', qos: 2, retain: true, properties: { willDelayInterval: 9 } },
    properties: { receiveMaximum: 3 },
  });
  expect(decode(built('connect', { ...changes, level: 4 }), 4, 'client')).toMatchObject({
    protocolVersion: 4,
    properties: {},
  });
});

test('what no packet can hold is said', () => {
  const answer = buildPacket('publish', { ...emptyLabDraft.fields, topic: '' }, 5);

  expect(answer).toMatchObject({ ok: false, why: expect.stringContaining('topic') });
});
