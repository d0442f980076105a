import { expect, test } from 'vitest';
import type { ConnectPacket, ProtocolVersion } from '../../app/mqtt/packet.ts';
import { ack, connack, connect, disconnect, publish, subscribe } from './testing/packets.ts';
import { Records } from './testing/records.ts';
import { broker, connection, traced } from './testing/traced.ts';

const kept: ConnectPacket = connect('press', {
  cleanStart: false,
  properties: { sessionExpiryInterval: 3_600 },
});
const away = connect('press', { cleanStart: false, version: 4 });

/** A client on link 1 whose session outlives its connection. */
function withSession(version: ProtocolVersion = 5): Records {
  return new Records(version)
    .opened(1)
    .packet(1, 'received', version === 5 ? kept : away)
    .packet(1, 'sent', connack());
}

test('a handshake waits for the next connection while its session lives', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1);

  expect(traced(broker, records).lines()[1]).toBe('publish a q1 #7 in-flight awaiting puback away [4]');
});

test.each([5, 4] as const)('MQTT %s: a resumed session carries on what was in flight', (version) => {
  const records = withSession(version)
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', publish('b', 2, 8))
    .packet(1, 'sent', ack('pubrec', 8))
    .packet(1, 'received', ack('pubrel', 8))
    .closed(1)
    .opened(2)
    .packet(2, 'received', version === 5 ? kept : away)
    .packet(2, 'sent', connack(true))
    .packet(2, 'received', publish('a', 1, 7, { dup: true }))
    .packet(2, 'received', ack('pubrel', 8))
    .packet(2, 'sent', ack('puback', 7))
    .packet(2, 'sent', ack('pubcomp', 8));

  expect(traced(broker, records).lines()).toEqual([
    'connect complete [2 3]',
    'publish a q1 #7 resent [4 12 14]',
    'publish b q2 #8 resent [5 6 7 13 15]',
    'loss abandoned [8]',
    'connect complete [10 11]',
  ]);
});

test('an acknowledgement on the next connection, with nothing sent again, completes it', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1)
    .opened(2)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack(true))
    .packet(2, 'sent', ack('puback', 7));

  expect(traced(broker, records).lines()[1]).toBe('publish a q1 #7 complete [4 9]');
});

test('a clean start abandons what was in flight', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1)
    .opened(2)
    .packet(2, 'received', connect('press'))
    .packet(2, 'sent', connack());

  const exchange = traced(broker, records).exchanges.get(4);

  expect([exchange?.outcome, exchange?.detail]).toEqual([
    'abandoned',
    'Session lost: the client asked for a new one.',
  ]);
});

test('a server that has lost the session abandons what was in flight', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1)
    .opened(2)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack(false));

  const exchange = traced(broker, records).exchanges.get(4);

  expect([exchange?.outcome, exchange?.detail]).toEqual([
    'abandoned',
    'Session lost: the server did not have it any more.',
  ]);
});

test('a broker that was started anew without the session says so of what waited in it', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1)
    .opened(2, true)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack(false));

  expect(traced(broker, records).exchanges.get(4)?.detail).toBe(
    'Session lost: the server was started anew and did not have it any more.',
  );
});

test('a session that ends with its connection abandons what was in flight', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack())
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1);

  const exchange = traced(broker, records).exchanges.get(4);

  expect([exchange?.outcome, exchange?.detail]).toEqual([
    'abandoned',
    'Session lost: it ended with its connection.',
  ]);
});

test('a session that has expired abandons what was in flight', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1);
  records.time += 3_601_000_000;
  records.opened(9);

  const exchange = traced(broker, records).exchanges.get(4);

  expect([exchange?.outcome, exchange?.detail]).toEqual([
    'abandoned',
    'Session lost: its Session Expiry Interval has passed.',
  ]);
});

test('DISCONNECT may end the session with the connection', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', disconnect(0, { sessionExpiryInterval: 0 }))
    .closed(1, 'The client closed the connection');

  expect(traced(broker, records).lines()).toEqual([
    'connect complete [2 3]',
    'publish a q1 #7 abandoned [4]',
    'disconnect complete [5]',
  ]);
});

test('a session is taken over while its old connection is open', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .opened(2)
    .packet(2, 'received', kept)
    .packet(1, 'sent', disconnect(0x8e))
    .packet(2, 'sent', connack(true))
    .closed(1, 'Another connection took over the session.')
    .packet(2, 'received', publish('a', 1, 7, { dup: true }))
    .packet(2, 'sent', ack('puback', 7));

  expect(traced(broker, records).lines()).toEqual([
    'connect complete [2 3]',
    'publish a q1 #7 resent [4 10 11]',
    'connect complete [6 8]',
    'disconnect complete disconnect 0x8e [7]',
  ]);
});

test('connections that were open when the app ended are so no more', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .packet(1, 'received', subscribe(3, ['a']))
    .opened(5, true);

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'publish a q1 #7 in-flight awaiting puback away [4]',
    'subscribe a #3 abandoned [5]',
  ]);
});

test('a subscription that is not answered is lost with its connection', () => {
  const records = withSession()
    .packet(1, 'received', subscribe(3, ['a']))
    .closed(1);

  expect(traced(broker, records).lines()[1]).toBe('subscribe a #3 abandoned [4]');
});

test('what a server sends again may have been answered just before', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'sent', kept)
    .packet(1, 'received', connack(true))
    .packet(1, 'received', publish('a', 1, 7, { dup: true }))
    .packet(1, 'sent', ack('puback', 7));

  expect(traced(connection, records).lines()[1]).toBe('publish a q1 #7 resent [4 5]');
});

test('PUBREL again on a resumed session: its PUBCOMP was lost', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 2, 7))
    .packet(1, 'sent', ack('pubrec', 7))
    .packet(1, 'received', ack('pubrel', 7))
    .packet(1, 'sent', ack('pubcomp', 7))
    .closed(1)
    .opened(2)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack(true))
    .packet(2, 'received', ack('pubrel', 7))
    .packet(2, 'sent', ack('pubcomp', 7, 0x92));

  expect(traced(broker, records).lines().at(-1)).toBe('publish q2 #7 refused pubcomp 0x92 [12 13]');
});

test('3.1 does not say whether it has the session: it goes on if there was one', () => {
  const records = withSession(3)
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1)
    .opened(2)
    .packet(2, 'received', connect('press', { cleanStart: false, version: 3 }))
    .packet(2, 'sent', connack())
    .packet(2, 'received', publish('a', 1, 7, { dup: true }))
    .packet(2, 'sent', ack('puback', 7));

  expect(traced(broker, records).lines()[1]).toBe('publish a q1 #7 resent [4 9 10]');
});

test('what is sent again without DUP is broken', () => {
  const records = withSession()
    .packet(1, 'received', publish('a', 1, 7))
    .closed(1)
    .opened(2)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack(true))
    .packet(2, 'received', publish('a', 1, 7));

  expect(traced(broker, records).lines()[1]).toBe(
    'publish a q1 #7 broken awaiting puback MQTT-3.3.1-1 [4 9]',
  );
});
