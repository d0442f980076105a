import { decode } from '../decode.ts';
import type { Packet, ProtocolVersion } from '../packet.ts';
import { ProtocolError } from '../protocol-error.ts';
import type { Sender } from '../sender.ts';

type Part = number | readonly number[] | Uint8Array;

/** What a refusal says, without its words. */
export interface Refusal {
  readonly reasonCode: number;
  readonly clause: string;
  readonly offset: number | undefined;
}

/** A case by hand: its title, the frame, and how it is refused. */
export type RefusalCase = readonly [
  title: string,
  version: ProtocolVersion,
  from: Sender,
  frame: Uint8Array,
  reasonCode: number,
  clause: string,
  offset: number,
];

/** A frame of its first byte and its body, with the Remaining Length that they need. */
export function frameOf(first: number, ...parts: readonly Part[]): Uint8Array {
  const body = bytesOf(...parts);
  return bytesOf(first, variableInteger(body.length), body);
}

export function bytesOf(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
}

/** Text on the wire: two bytes of length, then UTF-8. */
export function text(value: string): Uint8Array {
  return prefixed(...new TextEncoder().encode(value));
}

/** Bytes with two bytes of length before them, be they text or not. */
export function prefixed(...bytes: readonly number[]): Uint8Array {
  return bytesOf(bytes.length >> 8, bytes.length & 0xff, bytes);
}

/** A property list with its length. */
export function properties(...parts: readonly Part[]): Uint8Array {
  const list = bytesOf(...parts);
  return bytesOf(variableInteger(list.length), list);
}

/** How `decode` refuses a frame; the packet if it does not. */
export function refusal(frame: Uint8Array, version: ProtocolVersion, from: Sender): Refusal | Packet {
  try {
    return decode(frame, version, from);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { reasonCode: error.reasonCode, clause: error.clause, offset: error.offset };
  }
}

function variableInteger(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...variableInteger(value >> 7)];
}
