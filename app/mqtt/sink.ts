import { assert } from '../base/assert.ts';
import { encodeUtf8, utf8Length } from './utf8.ts';

/** Takes the data types of clause 1.5: once to be measured, once to be written. */
export interface Sink {
  byte(value: number): void;
  uint16(value: number): void;
  uint32(value: number): void;
  variableInteger(value: number): void;
  text(value: string): void;
  /** Bytes with their length before them. */
  binary(value: Uint8Array): void;
  /** Bytes alone. */
  raw(value: Uint8Array): void;
}

const maximumVariableInteger = 268_435_455;

/** Counts bytes and asserts that what is given can be encoded. */
export class Measure implements Sink {
  length = 0;

  byte(value: number): void {
    assert(value >= 0 && value <= 0xff, 'a number fits into a byte');
    this.length += 1;
  }

  uint16(value: number): void {
    assert(value >= 0 && value <= 0xffff, 'a number fits into two bytes');
    this.length += 2;
  }

  uint32(value: number): void {
    assert(value >= 0 && value <= 0xffff_ffff, 'a number fits into four bytes');
    this.length += 4;
  }

  variableInteger(value: number): void {
    this.length += variableIntegerLength(value);
  }

  text(value: string): void {
    const length = utf8Length(value);
    assert(length !== -1, 'a text has neither U+0000 nor a lone surrogate');
    assert(length <= 0xffff, 'a text has at most 65,535 bytes');
    this.length += 2 + length;
  }

  binary(value: Uint8Array): void {
    assert(value.length <= 0xffff, 'binary data has at most 65,535 bytes');
    this.length += 2 + value.length;
  }

  raw(value: Uint8Array): void {
    this.length += value.length;
  }
}

/** Writes into bytes whose length a Measure has found. */
export class Writer implements Sink {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
  }

  byte(value: number): void {
    this.bytes[this.position] = value;
    this.position += 1;
  }

  uint16(value: number): void {
    this.byte(value >> 8);
    this.byte(value & 0xff);
  }

  uint32(value: number): void {
    this.uint16(value >>> 16);
    this.uint16(value & 0xffff);
  }

  variableInteger(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.byte(rest);
  }

  text(value: string): void {
    const end = encodeUtf8(value, this.bytes, this.position + 2);
    this.uint16(end - this.position - 2);
    this.position = end;
  }

  binary(value: Uint8Array): void {
    this.uint16(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    this.bytes.set(value, this.position);
    this.position += value.length;
  }
}

/** Bytes of a variable byte integer (clause 1.5.5). */
export function variableIntegerLength(value: number): number {
  assert(value >= 0 && value <= maximumVariableInteger, 'a number fits into a variable byte integer');
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  return value < 0x20_0000 ? 3 : 4;
}
