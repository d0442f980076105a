import { assert } from '../base/assert.ts';

const lossyDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Text of well-formed bytes, U+FEFF kept [MQTT-1.5.4-3]. Check them with `utf8Problem` first:
 * what is malformed becomes U+FFFD here, which is right only for showing it.
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  return lossyDecoder.decode(new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start));
}

/** A byte that is not ASCII, or is U+0000: the text needs a closer look. */
export const unusual = 1;
/** "+" or "#". */
export const wildcard = 2;

const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0 || byte > 0x7f) return unusual;
  return byte === 0x23 || byte === 0x2b ? wildcard : 0;
});

/** What kinds of bytes are among these: `unusual`, `wildcard`, both, or 0. */
export function kindsOf(bytes: Uint8Array, start: number, end: number): number {
  let found = 0;
  for (let index = start; index < end; index += 1) found |= kinds[bytes[index] ?? 0] ?? 0;
  return found;
}

/**
 * Index of the first byte of the first sequence that text may not hold, or -1: overlong and cut
 * sequences, surrogates, beyond U+10FFFF [MQTT-1.5.4-1], and U+0000 [MQTT-1.5.4-2].
 */
export function utf8Problem(bytes: Uint8Array, start: number, end: number): number {
  let index = start;
  while (index < end) {
    const length = sequenceLength(bytes, index, end);
    if (length === 0) return index;
    index += length;
  }
  return -1;
}

/** Length of the well-formed sequence at `index`, 0 if there is none (Unicode, table 3-7). */
function sequenceLength(bytes: Uint8Array, index: number, end: number): number {
  const lead = bytes[index] ?? 0;
  if (lead === 0) return 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (index + length > end) return 0;
  // The second byte has a narrower range after four of the leads: no overlong, no surrogates.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[index + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let next = 2; next < length; next += 1) {
    if (((bytes[index + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** Bytes that a text takes in UTF-8, or -1 if the wire may not carry it (lone surrogate, U+0000). */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0 && unit < 0x80) continue;
    if (unit === 0) return -1;
    length += unit < 0x800 ? 1 : 2;
    if ((unit & 0xf800) !== 0xd800) continue;
    if (!isPair(text, index)) return -1;
    index += 1;
  }
  return length;
}

/** Writes a text that is free of lone surrogates; returns the index after it. */
export function encodeUtf8(text: string, target: Uint8Array, start: number): number {
  let at = start;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      target[at] = unit;
      at += 1;
    } else if (unit < 0x800) {
      target[at] = 0xc0 | (unit >> 6);
      target[at + 1] = 0x80 | (unit & 0x3f);
      at += 2;
    } else if (isPair(text, index)) {
      const point = text.codePointAt(index) ?? 0;
      target[at] = 0xf0 | (point >> 18);
      target[at + 1] = 0x80 | ((point >> 12) & 0x3f);
      target[at + 2] = 0x80 | ((point >> 6) & 0x3f);
      target[at + 3] = 0x80 | (point & 0x3f);
      at += 4;
      index += 1;
    } else {
      assert((unit & 0xf800) !== 0xd800, 'a text to encode has no lone surrogate');
      target[at] = 0xe0 | (unit >> 12);
      target[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
      target[at + 2] = 0x80 | (unit & 0x3f);
      at += 3;
    }
  }
  return at;
}

/** Position of the first UTF-16 unit that text on the wire may not hold (lone surrogate, U+0000), or -1. */
export function textProblem(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0) return index;
    if ((unit & 0xf800) !== 0xd800) continue;
    if (!isPair(text, index)) return index;
    index += 1;
  }
  return -1;
}

function isPair(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}
