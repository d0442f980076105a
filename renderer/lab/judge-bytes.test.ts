import { expect, test } from 'vitest';
import { encode } from '../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../../app/mqtt/packet.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { before5, labTerms } from '../testing/lab-terms.ts';
import { judgeBytes } from './judge-bytes.ts';
import type { Terms } from './terms.ts';

const properties = noProperties;
const payload = Uint8Array.of(1);
const message = { topic: 't', payload, retain: false, dup: false, properties } as const;
const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
const login = { will: undefined, username: undefined, password: undefined, keepAlive: 60 } as const;

function connect(protocolVersion: ProtocolVersion): Packet {
  return { type: 'connect', protocolVersion, cleanStart: true, clientId: 'x', ...login, properties };
}

function judged(packets: readonly Packet[], changes: Partial<Terms> = {}): string {
  const terms = labTerms(changes);
  return judgeBytes(Buffer.concat(packets.map((packet) => encode(packet, terms.version))), terms);
}

const in5 = 'close the connection, with DISCONNECT 0x82 Protocol Error.';
const without = 'close the connection, without a word.';

/** Each packet that there is, with what is expected in 5.0 and in 3.1.1. */
test.each<[string, Packet, string, string]>([
  ['CONNECT', connect(5), in5, without],
  ['PUBLISH at QoS 0', { type: 'publish', ...message, qos: 0, id: 0 }, 'Nobody answers', 'Nobody answers'],
  ['PUBLISH at QoS 1', { type: 'publish', ...message, qos: 1, id: 7 }, 'PUBACK 7 comes', 'PUBACK 7 comes'],
  [
    'PUBLISH at QoS 2',
    { type: 'publish', ...message, qos: 2, id: 7 },
    'PUBREL 7 is yours',
    'PUBREL 7 is yours',
  ],
  ['PUBACK', { type: 'puback', id: 7, reasonCode: 0, properties }, 'PUBACK 7 ends', 'PUBACK 7 ends'],
  ['PUBREC', { type: 'pubrec', id: 7, reasonCode: 0, properties }, 'with 0x92 if', 'answered by PUBREL 7.'],
  ['PUBREL', { type: 'pubrel', id: 7, reasonCode: 0, properties }, 'with 0x92 then', 'no such message.'],
  ['PUBCOMP', { type: 'pubcomp', id: 7, reasonCode: 0, properties }, 'PUBCOMP 7 ends', 'PUBCOMP 7 ends'],
  [
    'SUBSCRIBE',
    { type: 'subscribe', id: 7, subscriptions: [{ filter: '#', qos: 1, ...options }], properties },
    'SUBACK 7 comes back with a code for each of 1 filter',
    'SUBACK 7',
  ],
  [
    'UNSUBSCRIBE',
    { type: 'unsubscribe', id: 7, filters: ['#', 'a'], properties },
    'UNSUBACK 7 comes back, with a code for each of 2 filters',
    'UNSUBACK 7 comes back.',
  ],
  ['PINGREQ', { type: 'pingreq' }, 'PINGRESP comes back', 'PINGRESP comes back'],
  [
    'DISCONNECT',
    { type: 'disconnect', reasonCode: 0, properties },
    'DISCONNECT 0x00 Normal disconnection: the broker closes',
    'DISCONNECT: the broker closes',
  ],
  ['CONNACK', { type: 'connack', sessionPresent: false, reasonCode: 0, properties }, in5, without],
  ['SUBACK', { type: 'suback', id: 7, reasonCodes: [0], properties }, in5, without],
  ['UNSUBACK', { type: 'unsuback', id: 7, reasonCodes: [0], properties }, in5, without],
  ['PINGRESP', { type: 'pingresp' }, in5, without],
])(
  '%s as bytes is judged as a broker must take it that has accepted the connection',
  (_name, packet, of5, of4) => {
    expect(judged([packet])).toContain(of5);
    expect(judged([packet], before5)).toContain(of4);
  },
);

test('a second CONNECT ends the connection, whatever its version and what is in it', () => {
  expect(judged([connect(4)])).toContain('[MQTT-3.1.0-2]');
  expect(judged([connect(3)], { ...before5, version: 3 })).toContain('[3.1]');
  expect(judgeBytes(Uint8Array.of(0x10, 1, 0), labTerms({ willDelay: 0 }))).toMatch(
    /\[MQTT-3\.1\.0-2\].*0x82.*publishes the will at once/,
  );
});

test('AUTH ends a connection that named no method; before 5.0 there is no such packet', () => {
  expect(judged([{ type: 'auth', reasonCode: 0x19, properties: { authenticationMethod: 'm' } }])).toContain(
    '[MQTT-4.12.0-7]',
  );
  expect(judgeBytes(Uint8Array.of(0xf0, 0), labTerms(before5))).toContain('There is no packet type 15');
});

test('DISCONNECT drops the will with 0x00 and before 5.0, and lets it out with any other code', () => {
  const disconnect = (reasonCode: number, expiry?: number): Packet => ({
    type: 'disconnect',
    reasonCode,
    properties: expiry === undefined ? properties : { sessionExpiryInterval: expiry },
  });
  const will = { willDelay: 0 };

  expect(judged([disconnect(0)], will)).toContain('The will is not published.');
  expect(judged([disconnect(0)], { ...before5, ...will })).toContain('The will is not published.');
  expect(judged([disconnect(4)], will)).toContain('publishes the will at once');
  expect(judged([disconnect(0, 60)], { ...will, expiry: 0 })).toContain('[3.14.2.2.2]');
});

test('what CONNACK ruled out ends the connection or is refused', () => {
  const publish: Packet = { type: 'publish', ...message, qos: 2, id: 7, properties: { topicAlias: 11 } };
  const subscribe: Packet = {
    type: 'subscribe',
    id: 7,
    subscriptions: [{ filter: '$share/g/+', qos: 1, ...options }],
    properties: { subscriptionIdentifiers: [1] },
  };

  expect(judged([publish])).toMatch(/Topic Alias Maximum 10 \[MQTT-3\.3\.2-9\].*0x94/);
  expect(judged([publish], { maximumQos: 1 })).toMatch(/Maximum QoS 1 \[MQTT-3\.2\.2-11\].*0x9B/);
  expect(judged([publish], { maximumPacketSize: 5 })).toMatch(/\[MQTT-3\.2\.2-15\].*0x95/);
  expect(
    judged([subscribe], { hasWildcards: false, hasShared: false, hasSubscriptionIdentifiers: false }),
  ).toMatch(/0xA2.*0x9E.*0xA1/);
});

test('what is malformed is said with its clause, and how each version ends', () => {
  const qos3 = Uint8Array.of(0x36, 0);
  const wildcard = Uint8Array.of(0x30, 3, 0, 1, 0x23);

  expect(judgeBytes(qos3, labTerms())).toMatch(/\[MQTT-3\.3\.1-4\].*DISCONNECT 0x81 Malformed Packet/);
  expect(judgeBytes(qos3, labTerms(before5))).toContain(without);
  expect(judgeBytes(Uint8Array.of(0x30, 4, 0, 1, 0x23, 0), labTerms())).toContain('in PUBACK or PUBREC, or');
  expect(judgeBytes(wildcard, labTerms(before5))).toContain(without);
});

test('packets are judged one by one, up to the one that ends the connection', () => {
  const ping: Packet = { type: 'pingreq' };

  expect(judged([ping, connect(5), ping])).toMatch(
    /^PINGREQ: .*\[MQTT-3\.1\.0-2\].* What comes after it is not read\.$/,
  );
  expect(judged(Array<Packet>(9).fill(ping))).toMatch(/More packets follow\.$/);
  expect(judgeBytes(Uint8Array.of(0xc0, 0, 0x30), labTerms())).toMatch(/^PINGREQ: .*not whole/);
  expect(judgeBytes(Uint8Array.of(0x30, 9, 0), labTerms())).toContain('not whole');
});
