import type { Draw } from '../draw.ts';

/** Byte strings that are no well-formed UTF-8, or text that MQTT forbids ([MQTT-1.5.4-1], [MQTT-1.5.4-2]). */
export function badText(draw: Draw): Uint8Array {
  const wrong = draw.oneOf<readonly number[]>([
    [0xc0, 0x80],
    [0xc1, 0xbf],
    [0xe0, 0x80, 0x80],
    [0xed, 0xa0, 0x80],
    [0xed, 0xbf, 0xbf],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf8, 0x88, 0x80, 0x80],
    [0x80],
    [0xff],
    [0xe2, 0x82],
    [0x00],
  ]);
  const before = new TextEncoder().encode(draw.word());
  const after = new TextEncoder().encode(draw.word());
  const text = Uint8Array.from([...before, ...wrong, ...after]);
  return Uint8Array.from([text.length >> 8, text.length & 0xff, ...text]);
}
