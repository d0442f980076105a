import { expect, test } from 'vitest';
import type { Will } from '../../../app/mqtt/packet.ts';
import { withoutWill } from '../../capture/without-will.ts';
import { found, kinds, lines } from '../testing/found.ts';
import { ack, connack, connect, disconnect, publish, suback, subscribe } from '../testing/packets.ts';
import { Records } from '../testing/records.ts';
import { broker, connection } from '../testing/traced.ts';

const kept = connect('press', { cleanStart: false, properties: { sessionExpiryInterval: 3_600 } });
const will: Will = {
  ...{ topic: 'gone', payload: new Uint8Array(0), qos: 0, retain: false },
  properties: { willDelayInterval: 1 },
};

function connected(packet = connect('press')): Records {
  return new Records().opened(1).packet(1, 'received', packet).packet(1, 'sent', connack());
}

test.each([
  [91_000, 'keep-alive-missed'],
  [70_000, 'keep-alive-near'],
  [61_000, undefined],
])('a client that says nothing for %i ms with a keep alive of 60 s', (milliseconds, kind) => {
  const records = connected();
  records.time += milliseconds * 1_000;
  records.packet(1, 'received', publish('a', 0, 0));

  const all = kinds(found(broker, records)).filter((one) => one !== 'clock-gap');

  expect(all).toEqual(kind === undefined ? [] : [kind]);
});

test('a connection of ours is not found for what it does itself', () => {
  const records = new Records().opened(1).packet(1, 'sent', connect('app')).packet(1, 'received', connack());
  records.time += 80_000_000;
  records.packet(1, 'sent', publish('a', 0, 0));

  expect(kinds(found(connection, records))).toEqual([]);
});

/** Clients that take over from each other, so many times. */
function fight(times: number): Records {
  const records = connected();
  for (let link = 2; link <= times + 1; link += 1) {
    records
      .opened(link)
      .packet(link, 'received', connect('press'))
      .packet(link - 1, 'sent', disconnect(0x8e))
      .packet(link, 'sent', connack())
      .closed(link - 1);
  }
  return records;
}

test('two clients that fight for a client identifier', () => {
  expect(lines(found(broker, fight(3)))).toEqual([
    'client-id-conflict press [5 10 15]: taken over 3 times within 10 ms',
  ]);
});

test('near miss of client-id-conflict: a client that is back before its old connection was given up', () => {
  expect(kinds(found(broker, fight(2)))).toEqual([]);
});

test('a connection of ours that is thrown out again and again', () => {
  const records = new Records();
  for (let link = 1; link <= 3; link += 1) {
    records
      .opened(link)
      .packet(link, 'sent', connect('app'))
      .packet(link, 'received', connack())
      .packet(link, 'received', disconnect(0x8e))
      .closed(link);
  }

  expect(kinds(found(connection, records))).toEqual(['client-id-conflict']);
});

test('a server that has lost the session', () => {
  const records = connected(kept)
    .closed(1)
    .opened(2)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack(false));

  expect(lines(found(broker, records))).toEqual([
    'session-present press [6 7]: session present 0, although the session had not expired',
  ]);
});

test('a server that says it has the session that it was asked to discard', () => {
  const records = new Records()
    .opened(1)
    .packet(1, 'received', connect('press'))
    .packet(1, 'sent', connack(true));

  expect(lines(found(broker, records))).toEqual([
    'session-present press [2 3]: session present 1, although a clean start was asked for',
  ]);
});

test('near miss of session-present: the app was started anew, and its own broker keeps no sessions', () => {
  const records = connected(kept)
    .opened(2, true)
    .packet(2, 'received', kept)
    .packet(2, 'sent', connack(false));

  expect(kinds(found(broker, records))).toEqual([]);
});

test('near miss of session-present: a session that has expired, and one that nobody has seen', () => {
  const records = connected(kept).closed(1);
  records.time += 3_601_000_000;
  records.opened(2).packet(2, 'received', kept).packet(2, 'sent', connack(false));

  expect(kinds(found(broker, records))).toEqual([]);
});

test('a will is published', () => {
  const records = connected(connect('press', { will }))
    .closed(1)
    .packet(1, 'received', publish('gone', 0, 0));

  expect(lines(found(broker, records))).toEqual([
    'will-fired press gone [4 5]: the will was published, 1.0 ms after the connection was lost',
  ]);
});

test('a will is published that its client asked for with DISCONNECT', () => {
  const records = connected(connect('press', { will }))
    .packet(1, 'received', disconnect(4))
    .closed(1)
    .packet(1, 'received', publish('gone', 0, 0));

  expect(lines(found(broker, records))).toEqual([
    'will-fired press gone [5 6]: the will was published, 1.0 ms after the client said DISCONNECT 0x04',
  ]);
});

test('a will that is not published', () => {
  const packet = connect('press', { will, properties: { sessionExpiryInterval: 60 } });
  const records = connected(packet).closed(1);

  expect(lines(found(broker, records, { later: 7 }))).toEqual([
    'will-missing press gone [2 4]: the will is overdue by 6,000 ms',
  ]);
});

test('near miss of will-fired and will-missing: DISCONNECT deletes the will, and a client that is back in time keeps it', () => {
  const packet = connect('press', { will, cleanStart: false, properties: { sessionExpiryInterval: 60 } });
  const left = connected(packet).packet(1, 'received', disconnect()).closed(1);
  const back = connected(packet)
    .closed(1)
    .opened(2)
    .packet(2, 'received', packet)
    .packet(2, 'sent', connack(true));

  expect(kinds(found(broker, left, { later: 100 }))).toEqual([]);
  expect(kinds(found(broker, back, { later: 50 }))).toEqual([]);
});

test('near miss of will-missing: a client that somebody closed without its will', () => {
  const packet = connect('press', { will, properties: { sessionExpiryInterval: 60 } });

  expect(kinds(found(broker, connected(packet).closed(1, withoutWill), { later: 100 }))).toEqual([]);
});

test('a subscription is refused, or granted a lower QoS', () => {
  const records = connected()
    .packet(1, 'received', subscribe(1, ['a', 'b'], 2))
    .packet(1, 'sent', suback(1, [0x87, 1]));

  expect(lines(found(broker, records))).toEqual([
    'qos-downgraded press b [4 5]: asked for QoS 2, granted QoS 1',
    'subscription-refused press a [4 5]: SUBACK 0x87: Not authorized',
  ]);
});

test('near miss of subscription-refused and qos-downgraded: a subscription is granted what it asked for', () => {
  const records = connected()
    .packet(1, 'received', subscribe(1, ['a', 'b'], 1))
    .packet(1, 'sent', suback(1, [1, 1]));

  expect(kinds(found(broker, records))).toEqual([]);
});

/** A connection of ours that subscribed a while ago. */
function subscribed(seconds: number): Records {
  const records = new Records()
    .opened(1)
    .packet(1, 'sent', connect('app'))
    .packet(1, 'received', connack())
    .packet(1, 'sent', subscribe(1, ['#']))
    .packet(1, 'received', suback(1, [1]));
  records.time += seconds * 1e6;
  return records.packet(1, 'received', publish('a', 0, 0, { retain: true }));
}

test('RETAIN on a live subscription', () => {
  expect(lines(found(connection, subscribed(30)))).toEqual([
    'retained-to-live app a [6]: PUBLISH with RETAIN 30.0 s after the last SUBACK',
  ]);
});

test('near miss of retained-to-live: retained messages that follow a SUBSCRIBE', () => {
  expect(kinds(found(connection, subscribed(1)))).toEqual([]);
});

test('a topic alias that is misused', () => {
  const records = connected()
    .packet(1, 'received', publish('a', 0, 0))
    .packet(1, 'sent', disconnect(0x94))
    .closed(1, 'The topic alias 9 is above the maximum [MQTT-3.3.2-9].');

  expect(lines(found(broker, records))).toEqual([
    'topic-alias press [5 6]: The topic alias 9 is above the maximum.',
  ]);
});

test('near miss of topic-alias: another violation that ends a connection', () => {
  const records = connected().closed(1, 'There is no packet type 0 [2.1.2].');

  expect(kinds(found(broker, records))).toEqual(['protocol-error']);
});

test('the machine slept: nothing for longer than a keep alive allows, and the connection lives', () => {
  const records = connected();
  records.time += 600_000_000;
  records.packet(1, 'received', ack('pubrel', 1));

  expect(kinds(found(broker, records))).toContain('clock-gap');
});

test('the clock went back', () => {
  const records = connected();
  records.time -= 5_000_000;
  records.packet(1, 'received', publish('a', 0, 0));

  expect(lines(found(broker, records))).toEqual(['clock-gap [4]: the clock went back by 4,999 ms']);
});

test('near miss of clock-gap: the clock is put right by half a second', () => {
  const records = connected();
  records.time -= 500_000;
  records.packet(1, 'received', publish('a', 0, 0));

  expect(kinds(found(broker, records))).toEqual([]);
});

test('near miss of clock-gap: nothing for long, with no connection that had to say something', () => {
  const records = connected(connect('press', { keepAlive: 0 }));
  records.time += 600_000_000;
  records.packet(1, 'received', publish('a', 0, 0));

  expect(kinds(found(broker, records))).toEqual([]);
});

function numbered(values: readonly number[]): Records {
  const records = connected();
  for (const seq of values) {
    const payload = new TextEncoder().encode(JSON.stringify({ seq }));
    records.packet(1, 'received', publish('a', 0, 0, { payload }));
  }
  return records;
}

test('numbers are missing in the payload', () => {
  const all = found(broker, numbered([1, 2, 5, 6]), { thresholds: { sequenceField: '$.seq' } });

  expect(lines(all)).toEqual(['sequence-gap press a [5 6]: $.seq: 5 after 2, 2 missing']);
});

test('near miss of sequence-gap: numbers that begin anew, that come again, or that nobody chose', () => {
  const records = numbered([1, 2, 2, 3, 1, 2]);

  expect(kinds(found(broker, records, { thresholds: { sequenceField: '$.seq' } }))).toEqual([]);
  expect(kinds(found(broker, numbered([1, 5])))).toEqual([]);
});
