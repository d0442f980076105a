import { decodeAscii } from './ascii.ts';
import type { FieldRecorder } from './field-recorder.ts';
import { bytesValue, textValue } from './field-value.ts';
import type { FlagPart } from './flag-parts.ts';
import { recordFlags } from './flag-parts.ts';
import type { ProtocolVersion } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';
import { decodeUtf8, kindsOf, unusual, utf8Problem, wildcard } from './utf8.ts';

/**
 * Reads the data types of clause 1.5 from one frame, front to back. With a recorder each value
 * leaves a field with its span; a value that breaks a rule is recorded before the error is thrown.
 */
export class Reader {
  readonly bytes: Uint8Array;
  readonly recorder: FieldRecorder | undefined;
  /** Decides which standard's rules and clauses hold; CONNECT sets it when it has read its level. */
  version: ProtocolVersion;
  position = 0;
  /** Nothing is read from here on: the end of the packet, or of the property list being read. */
  end: number;

  /** Whether the text read last holds "+" or "#". */
  hasWildcard = false;

  constructor(bytes: Uint8Array, version: ProtocolVersion, recorder: FieldRecorder | undefined) {
    this.bytes = bytes;
    this.end = bytes.length;
    this.version = version;
    this.recorder = recorder;
  }

  byte(name: string, clause: string): number {
    const start = this.#take(1, name);
    const value = this.bytes[start] ?? 0;
    this.recorder?.add(name, clause, start, start + 1, String(value));
    return value;
  }

  /** A byte whose bits have meanings of their own. */
  flags(name: string, clause: string, parts: readonly FlagPart[]): number {
    const start = this.#take(1, name);
    const value = this.bytes[start] ?? 0;
    if (this.recorder !== undefined) recordFlags(this.recorder, name, clause, start, value, parts);
    return value;
  }

  uint16(name: string, clause: string): number {
    const start = this.#take(2, name);
    const value = this.#uint16At(start);
    this.recorder?.add(name, clause, start, start + 2, String(value));
    return value;
  }

  uint32(name: string, clause: string): number {
    const start = this.#take(4, name);
    const value = this.#uint16At(start) * 0x10000 + this.#uint16At(start + 2);
    this.recorder?.add(name, clause, start, start + 4, String(value));
    return value;
  }

  /** A variable byte integer of MQTT 5.0: at most four bytes, as few as can be [MQTT-1.5.5-1]. */
  variableInteger(name: string, clause: string): number {
    const start = this.position;
    let value = 0;
    for (let count = 0; count < 4; count += 1) {
      const byte = this.bytes[this.#take(1, name)] ?? 0;
      value += (byte & 0x7f) * 2 ** (7 * count);
      if (byte > 0x7f) continue;
      this.recorder?.add(name, clause, start, this.position, String(value));
      if (byte === 0 && count > 0) {
        throw this.malformed('MQTT-1.5.5-1', start, `${name} takes more bytes than it needs`);
      }
      return value;
    }
    throw this.malformed('1.5.5', start, `${name} is longer than four bytes`);
  }

  text(name: string, clause: string): string {
    const start = this.#takePrefixed(name) + 2;
    const end = this.position;
    const kinds = kindsOf(this.bytes, start, end);
    this.hasWildcard = (kinds & wildcard) !== 0;
    if ((kinds & unusual) === 0) {
      const text = decodeAscii(this.bytes, start, end);
      this.recorder?.add(name, clause, start - 2, end, textValue(text));
      return text;
    }
    const text = decodeUtf8(this.bytes, start, end);
    this.recorder?.add(name, clause, start - 2, end, textValue(text));
    this.#checkText(name, start, end);
    return text;
  }

  /** Binary data: a view of the frame, not a copy. */
  binary(name: string, clause: string): Uint8Array {
    const start = this.#takePrefixed(name) + 2;
    this.recorder?.add(name, clause, start - 2, this.position, bytesValue(this.bytes, start, this.position));
    return this.view(start, this.position);
  }

  /** All that is left: a view of the frame, not a copy. */
  rest(name: string, clause: string): Uint8Array {
    const start = this.position;
    this.position = this.end;
    if (start < this.end)
      this.recorder?.add(name, clause, start, this.end, bytesValue(this.bytes, start, this.end));
    return this.view(start, this.end);
  }

  /** Built on the buffer itself: `subarray` of a Buffer makes another Buffer, which takes twice as long. */
  view(start: number, end: number): Uint8Array {
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + start, end - start);
  }

  get remaining(): number {
    return this.end - this.position;
  }

  /** The clause or statement that says it in the standard of the version being read. */
  clause(before5: string, in5: string): string {
    return this.version === 5 ? in5 : before5;
  }

  /** 0x81: it cannot be read as the standard says. */
  malformed(clause: string, offset: number, message: string): ProtocolError {
    return new ProtocolError(0x81, clause, message, offset);
  }

  /** 0x82: it can be read, but the standard does not allow it. */
  violation(clause: string, offset: number, message: string): ProtocolError {
    return new ProtocolError(0x82, clause, message, offset);
  }

  #take(count: number, name: string): number {
    const start = this.position;
    if (start + count > this.end) throw this.#cut(name, start);
    this.position = start + count;
    return start;
  }

  /** Takes a two-byte length and as many bytes; returns where the length stands. */
  #takePrefixed(name: string): number {
    const start = this.position;
    if (start + 2 > this.end) throw this.#cut(name, start);
    const end = start + 2 + this.#uint16At(start);
    if (end > this.end) throw this.#cut(name, start);
    this.position = end;
    return start;
  }

  #uint16At(index: number): number {
    return ((this.bytes[index] ?? 0) << 8) | (this.bytes[index + 1] ?? 0);
  }

  #cut(name: string, start: number): ProtocolError {
    const clause = this.clause('2.2.3', '2.1.4');
    return this.malformed(clause, start, `${name} does not fit into what is left of the packet`);
  }

  #checkText(name: string, start: number, end: number): void {
    const problem = utf8Problem(this.bytes, start, end);
    if (problem === -1) return;
    if (this.bytes[problem] === 0) {
      throw this.malformed(this.clause('MQTT-1.5.3-2', 'MQTT-1.5.4-2'), problem, `${name} holds U+0000`);
    }
    throw this.malformed(
      this.clause('MQTT-1.5.3-1', 'MQTT-1.5.4-1'),
      problem,
      `${name} is not well-formed UTF-8`,
    );
  }
}
