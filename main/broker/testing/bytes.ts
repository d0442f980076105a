/** Control packets by hand, as bytes: what a test says and expects on the wire owes nothing to our codec. */

export type Version = 3 | 4 | 5;
export type Part = number | string | Uint8Array | readonly number[];

/** Joins bytes; a string is text with its two bytes of length. */
export function bytes(...parts: readonly Part[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'number') return Uint8Array.of(part);
      return typeof part === 'string' ? utf8(part) : Uint8Array.from(part);
    }),
  );
}

export function packet(first: number, ...parts: readonly Part[]): Uint8Array {
  const body = bytes(...parts);
  return bytes(first, variable(body.length), body);
}

export function u16(value: number): readonly number[] {
  return [value >> 8, value & 0xff];
}

export function u32(value: number): readonly number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** A property list with its length; nothing before 5.0. */
export function properties(version: Version, ...parts: readonly Part[]): Uint8Array {
  if (version !== 5) return bytes();
  const body = bytes(...parts);
  return bytes(variable(body.length), body);
}

export interface WillBytes {
  readonly topic: string;
  readonly payload: string;
  readonly qos?: number;
  readonly retain?: boolean;
  readonly properties?: readonly Part[];
}

export interface ConnectBytes {
  readonly id?: string;
  /** Clean Start or Clean Session; true unless said otherwise. */
  readonly clean?: boolean;
  readonly keepAlive?: number;
  readonly properties?: readonly Part[];
  readonly will?: WillBytes;
  readonly user?: string;
  readonly password?: string;
}

export function connect(version: Version, options: ConnectBytes = {}): Uint8Array {
  const { id = 'client', clean = true, keepAlive = 0, will, user, password } = options;
  const flags =
    (clean ? 2 : 0) |
    (user === undefined ? 0 : 0x80) |
    (password === undefined ? 0 : 0x40) |
    (will === undefined ? 0 : 4 | ((will.qos ?? 0) << 3) | (will.retain === true ? 0x20 : 0));
  return packet(
    0x10,
    version === 3 ? 'MQIsdp' : 'MQTT',
    version,
    flags,
    u16(keepAlive),
    properties(version, ...(options.properties ?? [])),
    id,
    ...(will === undefined ? [] : willParts(version, will)),
    ...[user, password].filter((text) => text !== undefined),
  );
}

interface PublishBytes {
  readonly topic?: string;
  readonly payload?: string;
  readonly qos?: number;
  readonly id?: number;
  readonly retain?: boolean;
  readonly dup?: boolean;
  readonly properties?: readonly Part[];
}

export function publish(version: Version, options: PublishBytes = {}): Uint8Array {
  const { topic = 't', payload = 'x', qos = 0, id = 1, retain = false, dup = false } = options;
  return packet(
    0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0),
    topic,
    qos > 0 ? u16(id) : [],
    properties(version, ...(options.properties ?? [])),
    new TextEncoder().encode(payload),
  );
}

/** SUBSCRIBE with one filter; `options` is its whole byte. */
export function subscribe(
  version: Version,
  filter: string,
  options = 0,
  id = 10,
  ...list: readonly Part[]
): Uint8Array {
  return packet(0x82, u16(id), properties(version, ...list), filter, options);
}

export function unsubscribe(version: Version, filter: string, id = 11): Uint8Array {
  return packet(0xa2, u16(id), properties(version), filter);
}

/** PUBACK 0x40, PUBREC 0x50, PUBREL 0x62, PUBCOMP 0x70. */
export function acknowledge(first: number, id: number, ...rest: readonly number[]): Uint8Array {
  return packet(first, u16(id), rest);
}

export const pingreq = bytes(0xc0, 0);
export const pingresp = bytes(0xd0, 0);

/** DISCONNECT; with a reason code only in 5.0. */
export function disconnect(...body: readonly Part[]): Uint8Array {
  return packet(0xe0, ...body);
}

/** `30 03 00 01 61`: what comparisons show. */
export function hex(value: Uint8Array): string {
  return Buffer.from(value)
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1 ');
}

function willParts(version: Version, will: WillBytes): readonly Part[] {
  return [properties(version, ...(will.properties ?? [])), will.topic, will.payload];
}

function utf8(text: string): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  return Buffer.concat([Uint8Array.from(u16(encoded.length)), encoded]);
}

function variable(value: number): readonly number[] {
  const digits: number[] = [];
  let left = value;
  do {
    const digit = left % 128;
    left = Math.floor(left / 128);
    digits.push(left > 0 ? digit | 0x80 : digit);
  } while (left > 0);
  return digits;
}
