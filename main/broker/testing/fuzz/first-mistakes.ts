import type { Version } from '../bytes.ts';
import { bytes, connect, packet, pingreq, properties, publish, subscribe, u16 } from '../bytes.ts';
import type { Mistake } from './mistake.ts';
import { all, early, malformed, only5, protocolError } from './mistake.ts';
import { badText } from './text-mistakes.ts';

const form = { 5: [malformed, protocolError] } as const;

/** CONNECT from its parts, any of which may be wrong. */
function connectOf(
  version: Version,
  parts: {
    readonly name?: string;
    readonly level?: number;
    readonly flags?: number;
    readonly list?: readonly (number | string | Uint8Array | readonly number[])[];
    readonly payload?: readonly (number | string | Uint8Array | readonly number[])[];
  },
): Uint8Array {
  const { name = version === 3 ? 'MQIsdp' : 'MQTT', level = version, flags = 2, list = [], payload } = parts;
  return packet(0x10, name, level, flags, u16(0), properties(version, ...list), ...(payload ?? ['fuzz']));
}

/** What can be wrong with the first packet (clauses 3.1, 4.13). */
export const firstMistakes: readonly Mistake[] = [
  early('another packet comes before CONNECT', all, {}, (draw, version) =>
    draw.oneOf([pingreq, publish(version, { topic: draw.topic() }), subscribe(version, draw.topic())]),
  ),
  early('bytes that are no MQTT', all, {}, (draw) =>
    // The first byte is no CONNECT, and what follows is a whole packet or too long a length.
    bytes(draw.number(0x20, 0xff), draw.oneOf([[0], [1, 7], [0xff, 0xff, 0xff, 0xff]])),
  ),
  early('a web browser asks for a page', all, {}, (draw) =>
    new TextEncoder().encode(`GET /${draw.word()} HTTP/1.1\r\nHost: ${draw.word()}\r\n\r\n`),
  ),
  early('the protocol has another name', [4, 5], { 4: [1], 5: [0x84] }, (draw, version) =>
    connectOf(version, { name: `M${draw.word()}` }),
  ),
  early('the level is none that there is', all, { 3: [1], 4: [1, 0x84], 5: [1, 0x84] }, (draw, version) =>
    // As if of 3.1.1, so that what follows is not in doubt.
    connectOf(version === 5 ? 4 : version, { level: draw.number(6, 127) }),
  ),
  early('the reserved flag of CONNECT is set', [4, 5], form, (_, version) =>
    connectOf(version, { flags: 3 }),
  ),
  early('the fixed header of CONNECT has flags', [4, 5], form, (draw, version) => {
    const whole = Uint8Array.from(connect(version));
    whole[0] = 0x10 | draw.number(1, 15);
    return whole;
  }),
  early('the client identifier is no text', all, { ...form, 3: [2], 4: [2] }, (draw, version) =>
    connectOf(version, { payload: [badText(draw)] }),
  ),
  early('CONNECT ends too early', all, form, (draw, version) => {
    const body = connectOf(version, { payload: [draw.word()] }).subarray(2);
    return packet(0x10, body.subarray(0, draw.number(0, body.length - 2)));
  }),
  early('bytes follow the end of CONNECT', all, form, (draw, version) =>
    packet(0x10, connectOf(version, {}).subarray(2), draw.bytes(draw.number(1, 9))),
  ),
  early('the will has QoS 3', all, form, (draw, version) =>
    connectOf(version, { flags: 2 | 4 | 0x18, payload: ['fuzz', properties(version), draw.topic(), 'x'] }),
  ),
  early('there is a QoS of a will and no will', [4, 5], form, (draw, version) =>
    connectOf(version, { flags: 2 | (draw.number(1, 2) << 3) }),
  ),
  early('the will is retained and there is none', [4, 5], form, (_, version) =>
    connectOf(version, { flags: 2 | 0x20 }),
  ),
  early(
    'the topic of the will has a wildcard',
    [4, 5],
    { 5: [malformed, protocolError, 0x90] },
    (draw, version) =>
      connectOf(version, {
        flags: 2 | 4,
        payload: ['fuzz', properties(version), `${draw.word()}/#`, 'x'],
      }),
  ),
  early('a password without a user name', [4], {}, (draw) =>
    connectOf(4, { flags: 2 | 0x40, payload: ['fuzz', draw.word()] }),
  ),
  early('no client identifier and no clean session', [3, 4], { 3: [2], 4: [2] }, (_, version) =>
    connectOf(version, { flags: 0, payload: [''] }),
  ),
  early('Receive Maximum is 0', only5, { 5: [protocolError] }, () => connectOf(5, { list: [0x21, 0, 0] })),
  early('Maximum Packet Size is 0', only5, { 5: [protocolError] }, () =>
    connectOf(5, { list: [0x27, 0, 0, 0, 0] }),
  ),
  early('a property comes twice', only5, { 5: [protocolError] }, (draw) => {
    const once = draw.oneOf<readonly number[]>([
      [0x11, 0, 0, 0, 9],
      [0x21, 0, 9],
      [0x22, 0, 9],
      [0x19, 1],
    ]);
    return connectOf(5, { list: [once, once] });
  }),
  early('a flag property has a value that is none', only5, { 5: [protocolError] }, (draw) =>
    connectOf(5, { list: [draw.oneOf([0x17, 0x19]), draw.number(2, 255)] }),
  ),
  early('a property that CONNECT may not have', only5, { 5: [malformed, protocolError] }, (draw) =>
    connectOf(5, {
      list: [
        draw.oneOf<readonly number[]>([
          [0x24, 1],
          [0x25, 1],
          [0x13, 0, 9],
          [0x23, 0, 1],
          [0x0b, 1],
        ]),
      ],
    }),
  ),
  early('a property that nobody knows', only5, { 5: [malformed] }, (draw) =>
    connectOf(5, { list: [draw.oneOf([0x00, 0x04, 0x0a, 0x10, 0x2b, 0x7f]), draw.bytes(4)] }),
  ),
  early('the properties are longer than they say', only5, form, (draw) =>
    packet(0x10, 'MQTT', 5, 2, u16(0), draw.number(5, 120), 0x21, 0, 9),
  ),
  early('authentication data without a method', only5, { 5: [protocolError] }, (draw) =>
    connectOf(5, { list: [0x16, draw.word()] }),
  ),
];
