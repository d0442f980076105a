import type { Version } from '../bytes.ts';
import {
  acknowledge,
  bytes,
  connect,
  packet,
  properties,
  publish,
  subscribe,
  u16,
  unsubscribe,
} from '../bytes.ts';
import type { Draw } from '../draw.ts';
import type { Mistake } from './mistake.ts';
import { all, harmless, late, malformed, only5, protocolError } from './mistake.ts';
import { badText } from './text-mistakes.ts';

const anyForm = [malformed, protocolError];

function withFirst(whole: Uint8Array, first: number): Uint8Array {
  const changed = Uint8Array.from(whole);
  changed[0] = first;
  return changed;
}

function wrongFlags(draw: Draw, version: Version): Uint8Array {
  const packets: readonly [readonly [Uint8Array, number], ...(readonly [Uint8Array, number])[]] = [
    [acknowledge(0x40, 1), 0],
    [acknowledge(0x50, 1), 0],
    [acknowledge(0x62, 1), 2],
    [acknowledge(0x70, 1), 0],
    [subscribe(version, draw.topic()), 2],
    [unsubscribe(version, draw.topic()), 2],
    [bytes(0xc0, 0), 0],
    [bytes(0xe0, 0), 0],
  ];
  const [whole, right] = draw.oneOf(packets);
  const wrong = (right + draw.number(1, 15)) % 16;
  return withFirst(whole, ((whole[0] ?? 0) & 0xf0) | wrong);
}

/** What can be wrong once a client is connected (clauses 2 to 4). */
export const laterMistakes: readonly Mistake[] = [
  late('a second CONNECT', all, [protocolError], (draw, version) => connect(version, { id: draw.word() })),
  late('a packet of type 0', all, anyForm, (draw) =>
    packet(draw.number(0, 15), draw.bytes(draw.number(0, 9))),
  ),
  late('a packet that only a server sends', all, anyForm, (draw, version) =>
    draw.oneOf([
      packet(0x20, 0, 0, properties(version)),
      packet(0x90, u16(1), properties(version), 0),
      packet(0xb0, u16(1), properties(version), version === 5 ? 0 : []),
      bytes(0xd0, 0),
    ]),
  ),
  late('flags that are reserved have another value', [4, 5], anyForm, wrongFlags),
  late('Remaining Length takes five bytes', all, [malformed], (draw) =>
    bytes(0x30, 0x80 | draw.number(0, 127), 0xff, 0xff, 0xff, draw.number(1, 127)),
  ),
  late('a PUBLISH has QoS 3', all, [malformed], (draw, version) =>
    withFirst(publish(version, { topic: draw.topic(), qos: 1 }), 0x36 | draw.number(0, 1)),
  ),
  late('a PUBLISH at QoS 0 says DUP', [4, 5], anyForm, (draw, version) =>
    publish(version, { topic: draw.topic(), dup: true }),
  ),
  late('a topic name has a wildcard', all, [malformed, protocolError, 0x90], (draw, version) =>
    publish(version, { topic: `${draw.topic()}/${draw.oneOf(['#', '+', 'a+b', '#/x'])}` }),
  ),
  late('a topic name is no text', all, anyForm, (draw, version) =>
    packet(0x30, badText(draw), properties(version), draw.bytes(9)),
  ),
  late('a topic name is empty', all, [malformed, protocolError, 0x90], (_, version) =>
    publish(version, { topic: '' }),
  ),
  late('a PUBLISH has packet identifier 0', all, anyForm, (draw, version) =>
    publish(version, { topic: draw.topic(), qos: draw.number(1, 2), id: 0 }),
  ),
  late('a PUBLISH ends within its topic', all, anyForm, (draw) =>
    packet(0x30, u16(draw.number(40, 65_535)), draw.bytes(draw.number(0, 20))),
  ),
  late('a SUBSCRIBE has no filter', all, [protocolError, malformed], (_, version) =>
    packet(0x82, u16(1), properties(version)),
  ),
  late('a SUBSCRIBE has packet identifier 0', all, anyForm, (draw, version) =>
    subscribe(version, draw.topic(), 0, 0),
  ),
  late('a SUBSCRIBE asks for QoS 3', all, anyForm, (draw, version) => subscribe(version, draw.topic(), 3)),
  late('the options of a SUBSCRIBE have reserved bits', all, anyForm, (draw, version) =>
    subscribe(
      version,
      draw.topic(),
      version === 5 ? draw.oneOf([0x40, 0x80, 0xc0]) : draw.number(4, 255) & 0xfc,
    ),
  ),
  late('a filter is no text', all, anyForm, (draw, version) =>
    packet(0x82, u16(1), properties(version), badText(draw), 0),
  ),
  late('a filter has a wildcard where none may be', all, [malformed, protocolError, 0x8f], (draw, version) =>
    subscribe(version, draw.oneOf([`${draw.word()}#`, `#/${draw.word()}`, `a/${draw.word()}+/b`, '+#'])),
  ),
  late('a filter is missing its options', all, anyForm, (draw, version) =>
    packet(0x82, u16(1), properties(version), draw.topic()),
  ),
  late('an UNSUBSCRIBE has no filter', all, [protocolError, malformed], (_, version) =>
    packet(0xa2, u16(1), properties(version)),
  ),
  late('an acknowledgement is too short', all, anyForm, (draw) =>
    packet(draw.oneOf([0x40, 0x50, 0x62, 0x70]), draw.bytes(draw.number(0, 1))),
  ),
  late('bytes follow the end of an acknowledgement', [3, 4], [], (draw) =>
    packet(draw.oneOf([0x40, 0x50, 0x62, 0x70]), u16(1), draw.bytes(draw.number(1, 9))),
  ),
  late('PINGREQ has a body', all, anyForm, (draw) => packet(0xc0, draw.bytes(draw.number(1, 9)))),
  late('Retain Handling is 3', only5, anyForm, (draw) => subscribe(5, draw.topic(), 0x30)),
  late('No Local on a shared subscription', only5, [protocolError], (draw) =>
    subscribe(5, `$share/${draw.word()}/${draw.topic()}`, 4),
  ),
  late('a share name that is none', only5, [malformed, protocolError, 0x8f], (draw) =>
    subscribe(
      5,
      draw.oneOf([`$share//${draw.topic()}`, '$share/a', '$share/a/', `$share/a+/${draw.topic()}`]),
    ),
  ),
  late('a PUBLISH of a client has a Subscription Identifier', only5, [protocolError, malformed], (draw) =>
    publish(5, { topic: draw.topic(), properties: [0x0b, draw.number(1, 127)] }),
  ),
  late('Topic Alias is 0', only5, [0x94], (draw) =>
    publish(5, { topic: draw.topic(), properties: [0x23, 0, 0] }),
  ),
  late('Topic Alias is above the maximum', only5, [0x94], (draw) =>
    publish(5, { topic: draw.topic(), properties: [0x23, ...u16(draw.number(10_000, 65_535))] }),
  ),
  late('an alias that stands for nothing', only5, [protocolError], (draw) =>
    publish(5, { topic: '', properties: [0x23, ...u16(draw.number(1, 32))] }),
  ),
  late('Payload Format Indicator is neither 0 nor 1', only5, [protocolError], (draw) =>
    publish(5, { topic: draw.topic(), properties: [1, draw.number(2, 255)] }),
  ),
  late('a Response Topic has a wildcard', only5, [protocolError, malformed, 0x90], (draw) =>
    publish(5, { topic: draw.topic(), properties: [8, `${draw.word()}/#`] }),
  ),
  late('a property comes twice', only5, [protocolError], (draw) => {
    const once = draw.oneOf<readonly (number | string)[]>([
      [1, 1],
      [2, 0, 0, 0, 9],
      [3, 'text/plain'],
      [8, 'answers'],
      [9, 'data'],
    ]);
    return publish(5, { topic: draw.topic(), properties: [...once, ...once] });
  }),
  late('a property that PUBLISH may not have', only5, [malformed, protocolError], (draw) =>
    publish(5, {
      topic: draw.topic(),
      properties: draw.oneOf<readonly (number | string)[]>([
        [0x11, 0, 0, 0, 1],
        [0x21, 0, 9],
        [0x24, 1],
        [0x1f, 'why'],
      ]),
    }),
  ),
  late('a property that nobody knows', only5, [malformed], (draw) =>
    publish(5, { topic: draw.topic(), properties: [draw.oneOf([0x00, 0x04, 0x2b, 0x7f]), draw.bytes(4)] }),
  ),
  late('the properties end after the packet', only5, anyForm, (draw) =>
    packet(0x30, draw.topic(), draw.number(100, 127), 1, 1),
  ),
  late('Subscription Identifier is 0', only5, [protocolError], (draw) =>
    subscribe(5, draw.topic(), 0, 7, 0x0b, 0),
  ),
  late('AUTH without a method in CONNECT', only5, [protocolError], () => bytes(0xf0, 0)),
  late('a reason code that a packet may not have', only5, anyForm, (draw) =>
    packet(draw.oneOf([0x40, 0x50, 0x62, 0x70]), u16(1), draw.oneOf([0x01, 0x03, 0x7f, 0xff])),
  ),
  late('DISCONNECT prolongs a session that ends with its connection', only5, [protocolError], (draw) =>
    packet(0xe0, 0, 5, 0x11, 0, 0, 0, draw.number(1, 255)),
  ),
  late('type 15 before there was one', [3, 4], [], (draw) => packet(0xf0, draw.bytes(draw.number(0, 4)))),
  harmless('PUBREL for an identifier that nobody knows', only5, [0x70, 3], (draw) =>
    acknowledge(0x62, draw.number(1, 65_535)),
  ),
  harmless('PUBREC for an identifier that nobody knows', only5, [0x62, 3], (draw) =>
    acknowledge(0x50, draw.number(1, 65_535)),
  ),
  harmless('PUBACK for an identifier that nobody knows', all, [], (draw) =>
    acknowledge(0x40, draw.number(1, 65_535)),
  ),
  harmless('PUBCOMP for an identifier that nobody knows', all, [], (draw) =>
    acknowledge(0x70, draw.number(1, 65_535)),
  ),
  harmless('an UNSUBSCRIBE of what was not subscribed to', only5, [0xb0, 4], (draw) =>
    unsubscribe(5, draw.topic()),
  ),
];
