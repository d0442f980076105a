import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { frameOf, prefixed, refusal, text } from './testing/frame.ts';

const malformed: readonly (readonly [title: string, bytes: readonly number[], at: number])[] = [
  ['a lone continuation byte', [0x61, 0x80], 1],
  ['an overlong "/" of two bytes', [0xc0, 0xaf], 0],
  ['an overlong "/" of three bytes', [0xe0, 0x80, 0xaf], 0],
  ['an overlong "/" of four bytes', [0xf0, 0x80, 0x80, 0xaf], 0],
  ['an overlong U+0000', [0xc0, 0x80], 0],
  ['the first surrogate, U+D800', [0x61, 0x62, 0xed, 0xa0, 0x80], 2],
  ['the last surrogate, U+DFFF', [0xed, 0xbf, 0xbf], 0],
  ['a pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], 0],
  ['a code point beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
  ['a byte that begins nothing', [0xf5, 0x80, 0x80, 0x80], 0],
  ['a sequence of two cut at the end', [0x61, 0xc3], 1],
  ['a sequence of three cut at the end', [0xe2, 0x82], 0],
  ['a sequence of four cut at the end', [0xf0, 0x9f, 0x98], 0],
  ['a sequence broken by ASCII', [0xe2, 0x82, 0x61], 0],
];

describe.each([
  ['1.5.3', 4],
  ['1.5.4', 5],
] as const)('text by clause %s', (section, version) => {
  const tail = version === 5 ? [0] : [];

  test.each(malformed)(`[MQTT-${section}-1] %s is malformed at its first byte`, (_title, bytes, at) => {
    const refused = refusal(frameOf(0x30, prefixed(...bytes), tail), version, 'client');

    expect(refused).toEqual({ reasonCode: 0x81, clause: `MQTT-${section}-1`, offset: 4 + at });
  });

  test(`[MQTT-${section}-2] U+0000 is malformed, after other characters too`, () => {
    const refused = refusal(frameOf(0x30, text('é\0'), tail), version, 'client');

    expect(refused).toEqual({ reasonCode: 0x81, clause: `MQTT-${section}-2`, offset: 6 });
  });

  test(`[MQTT-${section}-3] U+FEFF is kept, at the front and inside`, () => {
    const packet = decode(frameOf(0x30, text('\uFEFFa\uFEFF'), tail), version, 'client');

    expect(packet).toMatchObject({ topic: '\uFEFFa\uFEFF' });
  });

  test.each([
    '\u0001',
    '\u001f',
    '\u007f',
    '\u009f',
    '\u{fdd0}',
    '\u{fffe}',
    '\u{10ffff}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{10000}',
  ])('control characters, non-characters and the neighbours of surrogates are taken: %j', (character) => {
    const packet = decode(frameOf(0x30, text(character), tail), version, 'client');

    expect(packet).toMatchObject({ topic: character });
  });
});

describe.each([
  ['at the end of the frame', []],
  ['with other bytes behind it', new Array<number>(60).fill(0xff)],
])('an ASCII text %s', (_title, payload) => {
  test.each([0, 1, 23, 24, 25, 47, 48, 49, 96, 300, 65_535])('of %i characters is read whole', (length) => {
    const topic = Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');

    const packet = decode(frameOf(0x30, text(topic), 0x03, 0x23, 0, 1, payload), 5, 'client');

    expect(packet).toMatchObject({ topic });
  });
});
