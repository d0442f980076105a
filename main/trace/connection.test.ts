import { expect, test } from 'vitest';
import {
  auth,
  connack,
  connect,
  disconnect,
  pingreq,
  pingresp,
  publish,
  suback,
  subscribe,
  unsuback,
  unsubscribe,
} from './testing/packets.ts';
import { Records } from './testing/records.ts';
import { broker, connection, recording, traced } from './testing/traced.ts';

function connected(): Records {
  return new Records().opened(1).packet(1, 'received', connect('press')).packet(1, 'sent', connack());
}

test('CONNECT awaits CONNACK', () => {
  const records = new Records().opened(1).packet(1, 'received', connect('press'));

  expect(traced(broker, records).lines()).toEqual(['connect in-flight awaiting connack [2]']);
});

test('CONNACK may refuse, after which nothing is lost', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack(false, 0x87))
    .closed(1);

  expect(traced(broker, records).lines()).toEqual(['connect refused connack 0x87 [2 3]']);
});

test('rounds of AUTH stand between CONNECT and CONNACK', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press', { properties: { authenticationMethod: 'test' } }))
    .packet(1, 'sent', auth(0x18))
    .packet(1, 'received', auth(0x18))
    .packet(1, 'sent', connack(false, 0, { authenticationMethod: 'test' }));

  expect(traced(broker, records).lines()).toEqual(['connect complete [2 3 4 5]']);
});

test('a challenge is answered by the client', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press', { properties: { authenticationMethod: 'test' } }))
    .packet(1, 'sent', auth(0x18));

  expect(traced(broker, records).lines()).toEqual(['connect in-flight awaiting auth [2 3]']);
});

test('re-authentication is an exchange of its own', () => {
  const records = connected()
    .packet(1, 'received', auth(0x19))
    .packet(1, 'sent', auth(0x18))
    .packet(1, 'received', auth(0x18))
    .packet(1, 'sent', auth(0));

  expect(traced(broker, records).lines()[1]).toBe('auth complete [4 5 6 7]');
});

test('a server that is not satisfied says DISCONNECT', () => {
  const records = connected().packet(1, 'received', auth(0x19)).packet(1, 'sent', disconnect(0x87)).closed(1);

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'auth refused disconnect 0x87 [4 5]',
    'disconnect complete disconnect 0x87 [5]',
  ]);
});

test('SUBSCRIBE and UNSUBSCRIBE are complete with their answers', () => {
  const records = connected()
    .packet(1, 'received', subscribe(1, ['a/#', 'b']))
    .packet(1, 'sent', suback(1, [1, 0]))
    .packet(1, 'received', unsubscribe(2, ['a/#']))
    .packet(1, 'sent', unsuback(2, [0]));

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'subscribe a/# #1 complete [4 5]',
    'unsubscribe a/# #2 complete [6 7]',
  ]);
});

test('one filter that is refused refuses the SUBSCRIBE', () => {
  const records = connected()
    .packet(1, 'received', subscribe(1, ['a', 'b']))
    .packet(1, 'sent', suback(1, [1, 0x87]));

  expect(traced(broker, records).lines()[1]).toBe('subscribe a #1 refused suback 0x87 [4 5]');
});

test('SUBACK has a code for each filter', () => {
  const records = connected()
    .packet(1, 'received', subscribe(1, ['a', 'b']))
    .packet(1, 'sent', suback(1, [1]));

  expect(traced(broker, records).lines()[1]).toBe('subscribe a #1 broken MQTT-3.8.4-6 [4 5]');
});

test('an answer to no request is broken', () => {
  const records = connected().packet(1, 'sent', suback(9, [1]));

  expect(traced(broker, records).lines()[1]).toBe('subscribe #9 broken MQTT-2.2.1-6 [4]');
});

test('PINGREQ is answered by PINGRESP', () => {
  const records = connected()
    .packet(1, 'received', pingreq)
    .packet(1, 'received', pingreq)
    .packet(1, 'sent', pingresp)
    .closed(1);

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'ping complete [4 6]',
    'ping abandoned [5]',
    'loss abandoned [7]',
  ]);
});

test('a PINGRESP that nothing awaits is broken', () => {
  const records = connected().packet(1, 'sent', pingresp);

  expect(traced(broker, records).lines()[1]).toBe('ping broken 3.13 [4]');
});

test('CONNECT without an answer is abandoned with its connection', () => {
  const records = new Records().opened(1).packet(1, 'sent', connect('app')).closed(1);

  expect(traced(connection, records).lines()).toEqual(['connect abandoned [2]', 'loss abandoned [3]']);
});

test('a second CONNECT, and one that is not first, are broken', () => {
  const records = connected()
    .packet(1, 'received', connect('press'))
    .opened(2)
    .packet(2, 'received', pingreq);

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'connect broken MQTT-3.1.0-2 [4]',
    'ping broken MQTT-3.1.0-1 [6]',
  ]);
});

test('a capture may begin in the middle of a connection', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'sent', suback(3, [1]))
    .packet(1, 'received', pingreq)
    .packet(1, 'received', publish('a', 0, 0))
    .packet(1, 'sent', pingresp);

  expect(traced(recording, records).lines()).toEqual(['ping complete [3 5]', 'publish a q0 complete [4]']);
});

test('session present after a clean start is broken', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack(true));

  expect(traced(broker, records).lines()).toEqual(['connect broken MQTT-3.2.2-2 [2 3]']);
});

test('a connection that ends for a violation says which clause', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 0, 0))
    .packet(1, 'sent', disconnect(0x82))
    .closed(1, 'A topic alias is above the maximum [MQTT-3.3.2-9].');

  expect(traced(broker, records).lines().slice(1)).toEqual([
    'disconnect complete disconnect 0x82 [5]',
    'loss broken MQTT-3.3.2-9 [6]',
  ]);
});

test('a client without a name is given one', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect(''))
    .packet(1, 'sent', connack(false, 0, { assignedClientIdentifier: 'auto-1' }))
    .packet(1, 'received', publish('a', 1, 1));

  const clients = Array.from(traced(broker, records).exchanges.values(), ({ client }) => client);

  expect(clients).toEqual(['auto-1', 'auto-1']);
});
