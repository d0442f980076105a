import { expect, test } from 'vitest';
import type { ConnectPacket, Will } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { withoutWill } from '../../capture/without-will.ts';
import { found, lines } from '../testing/found.ts';
import { connack, connect, disconnect, publish } from '../testing/packets.ts';
import { Records } from '../testing/records.ts';
import { broker, traced } from '../testing/traced.ts';
import { willFateIn } from './will-words.ts';

const will: Will = {
  topic: 'gone',
  payload: new Uint8Array(0),
  qos: 0,
  retain: false,
  properties: { userProperties: [], willDelayInterval: 30 },
};
const resumes = { cleanStart: false, properties: { sessionExpiryInterval: 60 } };

function connected(packet: ConnectPacket): Records {
  return new Records().opened(1).packet(1, 'received', packet).packet(1, 'sent', connack());
}

/** What is said of all that is no PUBLISH. */
function details(records: Records): readonly string[] {
  const { exchanges } = traced(broker, records);
  return [...exchanges.values()].filter(({ kind }) => kind !== 'publish').map(({ detail }) => detail);
}

const discarded = 'Its will is discarded [MQTT-3.14.4-3].';
const atOnce = 'Its will is to be published [MQTT-3.1.2-8].';
const in30 =
  'Its will is to be published in 30 s or when its session ends, unless the client resumes it before [MQTT-3.1.3-9].';
const reset = 'The connection was reset by the peer';

test.each([
  ['DISCONNECT 0x00 discards it', 0, resumes.properties, discarded],
  ['DISCONNECT 0x04 lets it out when its delay is over', 4, resumes.properties, in30],
  ['or at once where the session ends with the connection', 4, {}, atOnce],
] as const)('a will and a goodbye: %s', (_, code, properties, words) => {
  const records = connected(connect('pump', { will, properties })).packet(1, 'received', disconnect(code));

  expect(details(records.closed(1))).toEqual(['', words]);
});

test.each([0, 4])(
  'DISCONNECT 0x%s that prolongs a session that cannot be is no goodbye: the will is published',
  (code) => {
    const prolonged = disconnect(code, { userProperties: [], sessionExpiryInterval: 9 });
    const ends = (properties = noProperties, granted = noProperties) =>
      [
        ...traced(
          broker,
          new Records()
            .opened(1)
            .packet(1, 'received', connect('pump', { will, properties }))
            .packet(1, 'sent', connack(false, 0, granted))
            .packet(1, 'received', prolonged)
            .packet(1, 'sent', disconnect(0x82))
            .closed(1, 'A session … by DISCONNECT [3.14.2.2.2]'),
        ).exchanges.values(),
      ].map(({ kind, outcome, clause, detail }) => [kind, outcome, clause, detail]);
    const published = [
      ['connect', 'complete', '', ''],
      [
        'disconnect',
        'broken',
        '3.14.2.2.2',
        `${atOnce} A session that ends with its connection cannot be prolonged by DISCONNECT.`,
      ],
      ['disconnect', 'complete', '', atOnce],
    ];

    expect(ends()).toEqual(published);
    // The embedded broker grants no more than that.
    expect(ends(resumes.properties, { userProperties: [], sessionExpiryInterval: 0 })).toEqual(published);
    expect(ends(resumes.properties)[1]?.slice(0, 3)).toEqual(['disconnect', 'complete', '']);
  },
);

test('a server that says goodbye lets the will out, but who is closed by hand may have it deleted', () => {
  const pump = connect('pump', { will, ...resumes });

  expect(details(connected(pump).packet(1, 'sent', disconnect(0x8b)).closed(1))).toEqual(['', in30]);
  expect(details(connected(pump).packet(1, 'sent', disconnect(0x98)).closed(1))).toEqual(['', '']);
  expect(details(connected(pump).closed(1, withoutWill))).toEqual(['', withoutWill]);
});

test.each([
  ['with Clean Start ends its session, and its delay', true, 0, atOnce],
  ['without may resume it', false, 0, in30],
  ['with Clean Start, and is refused, ends nothing', true, 0x87, in30],
] as const)('who takes over a connection with a will %s', (_, cleanStart, answer, words) => {
  const records = connected(connect('pump', { will, ...resumes }))
    .opened(2)
    .packet(2, 'received', connect('pump', { ...resumes, cleanStart }));
  if (answer !== 0) records.packet(2, 'sent', connack(false, answer));

  expect(details(records.packet(1, 'sent', disconnect(0x8e)))).toEqual(['', '', words]);
});

test('a will waits when the connection is lost, and the client that is back in time has it discarded', () => {
  const pump = connect('pump', { will, ...resumes });
  const back = (records: Records) =>
    details(records.opened(2).packet(2, 'received', pump).packet(2, 'sent', connack(true))).at(-1);
  const late = connected(pump).closed(1);
  late.time += 31_000_000;
  const fired = connected(pump)
    .closed(1)
    .packet(1, 'received', publish('gone', 0, 0));

  expect(details(connected(pump).closed(1))).toEqual(['', `${in30} ${reset}`]);
  expect([back(connected(pump).closed(1)), back(late), back(fired)]).toEqual([
    'The client is back in time: the will of its last connection is discarded [MQTT-3.1.3-9].',
    '',
    '',
  ]);
});

test('who has no will has none said of it', () => {
  expect(details(connected(connect('pump')).packet(1, 'received', disconnect()).closed(1))).toEqual(['', '']);
  expect(details(connected(connect('pump')).closed(1))).toEqual(['', reset]);
});

test('what becomes of a will is read from the words of an end', () => {
  const inAnHour = connect('pump', {
    will: { ...will, properties: { ...will.properties, willDelayInterval: 3_725 } },
    ...{ cleanStart: false, properties: { sessionExpiryInterval: 7_200 } },
  });
  const [, later = ''] = details(connected(inAnHour).packet(1, 'received', disconnect(4)).closed(1));

  // As an earlier version stored it.
  const before = 'Its will is to be published in 30 s, unless the client is back before [MQTT-3.1.3-9].';

  expect(later).toMatch(
    /^Its will is to be published in 1:02 h \(3,725 s\) or when its session ends, unless /,
  );
  expect([discarded, atOnce, `${in30} ${reset}`, later, before, reset].map(willFateIn)).toEqual([
    { is: 'discarded', seconds: undefined },
    { is: 'due', seconds: undefined },
    { is: 'due', seconds: 30 },
    { is: 'due', seconds: 3_725 },
    { is: 'due', seconds: 30 },
    undefined,
  ]);
});

test.each([
  ['discarded', discarded],
  ['published at once', atOnce],
  ['published later', in30],
])('a Reason String that says of a will that it is %s decides nothing', (_, hostile) => {
  const goodbye = (code: number, packet = connect('pump')) => {
    const said = { ...disconnect(code), properties: { userProperties: [], reasonString: hostile } };
    return details(connected(packet).packet(1, 'received', said).closed(1)).at(-1) ?? '';
  };
  const atLast = goodbye(4, connect('pump', { will, ...resumes }));

  expect(goodbye(4)).toBe(`“${hostile}”`);
  expect(willFateIn(goodbye(4))).toBeUndefined();
  expect(atLast).toBe(`${in30} “${hostile}”`);
  expect(willFateIn(atLast)).toEqual({ is: 'due', seconds: 30 });
});

test.each([
  ['There is no packet type 0 [2.1.2].', 'protocol-error pump [4]: There is no packet type 0. [2.1.2]'],
  [
    'The topic alias 9 is above the maximum [MQTT-3.3.2-9].',
    'topic-alias pump [4]: The topic alias 9 is above the maximum.',
  ],
])('a finding says what is wrong, and of no will: %s', (why, line) => {
  const pumps = [connect('pump', { will }), connect('pump', { will, ...resumes })];

  expect(pumps.map((pump) => lines(found(broker, connected(pump).closed(1, why)))[0])).toEqual([line, line]);
});
