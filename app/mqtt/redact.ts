import { decode } from './decode.ts';
import type { Field, Span } from './field.ts';
import { inspect } from './inspect.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';

const mask = 0x2a;
const connect = 1;
const connack = 2;
const auth = 15;
/** The identifier of the Authentication Data (clause 2.2.2.2). */
const authenticationData = 0x16;
/** Up to here one byte says its length (clause 2.1.4). */
const longestPlain = 129;
/** The Protocol Name of 3.1.1 and 5.0 behind its length (clause 3.1.2.1). */
const name = [0, 4, 0x4d, 0x51, 0x54, 0x54];
/** What stands in front of all that may be secret, and whose length no byte of the packet can change. */
const fixedFields = new Set([
  'Remaining Length',
  'Protocol Version',
  'Connect Flags',
  'Keep Alive',
  'Reason Code',
]);

/**
 * A copy of a CONNECT, CONNACK or AUTH with the bytes of the password and of the Authentication Data masked,
 * of the same length; other packets, and those that have neither, may be returned as they are. Where such a packet is
 * malformed its parts cannot be trusted: all behind the client identifier is masked, or behind the fixed fields.
 */
export function redact(frame: Uint8Array, version: ProtocolVersion): Uint8Array {
  if (!mayHaveSecrets(frame) || isPlainConnect(frame, version)) return frame;
  const copy = frame.slice();
  for (const { start, end } of secrets(frame, version)) copy.fill(mask, start, end);
  return copy;
}

/** Whether `redact` has to look further than at the kind of packet. */
function mayHaveSecrets(frame: Uint8Array): boolean {
  const type = (frame[0] ?? 0) >> 4;
  return type === connect || type === auth || (type === connack && frame.includes(authenticationData));
}

/**
 * A CONNECT with a client identifier of ASCII and nothing behind it, which has no secret. Whatever else it is, and whatever
 * is wrong with it, is looked at in full: in a storm of connects that was the dearest of what capture does.
 */
function isPlainConnect(frame: Uint8Array, version: ProtocolVersion): boolean {
  const idAt = version === 5 ? 15 : 14;
  if (
    frame.length <= idAt ||
    frame.length > longestPlain ||
    frame[0] !== 0x10 ||
    frame[1] !== frame.length - 2
  )
    return false;
  for (let index = 0; index < name.length; index += 1) if (frame[2 + index] !== name[index]) return false;
  // Clean Start at most: no will, user name or password; and no property.
  if (version === 3 || frame[8] !== version || ((frame[9] ?? 0) & ~2) !== 0) return false;
  if ((version === 5 && frame[12] !== 0) || frame[idAt - 2] !== 0) return false;
  if (frame[idAt - 1] !== frame.length - idAt) return false;
  for (let index = idAt; index < frame.length; index += 1) {
    const byte = frame[index] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

function secrets(frame: Uint8Array, version: ProtocolVersion): readonly Span[] {
  try {
    return secretsOf(decode(frame, version, 'either'), frame);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return secretsOfMalformed(frame, version);
  }
}

/** The decoder's bytes are views of the frame, so they say where they stand. */
function secretsOf(packet: Packet, frame: Uint8Array): readonly Span[] {
  if (packet.type !== 'connect' && packet.type !== 'connack' && packet.type !== 'auth') return [];
  const password = packet.type === 'connect' ? packet.password : undefined;
  return [password, packet.properties.authenticationData]
    .filter((bytes) => bytes !== undefined)
    .map((bytes) => spanIn(frame, bytes));
}

function spanIn(frame: Uint8Array, bytes: Uint8Array): Span {
  const start = bytes.byteOffset - frame.byteOffset;
  return { start, end: start + bytes.length };
}

function secretsOfMalformed(frame: Uint8Array, version: ProtocolVersion): readonly Span[] {
  const { fields, error } = inspect(frame, version, 'either');
  const clientId = fields.find(({ name }) => name === 'Client Identifier');
  if (clientId !== undefined && isBelievable(frame, clientId, error?.offset ?? 0)) {
    return [...fields.flatMap(secretProperties), { start: clientId.end, end: frame.length }];
  }
  const fixed = fields.findLast(({ name }) => fixedFields.has(name));
  return [{ start: fixed?.end ?? 1, end: frame.length }];
}

/**
 * A client identifier with a wrong length may have swallowed the fields behind it. It then holds
 * their lengths too, whose first byte is below 0x20 up to 8 KB.
 */
function isBelievable(frame: Uint8Array, { start, end }: Span, brokenAt: number): boolean {
  return brokenAt >= end && frame.subarray(start + 2, end).every((byte) => byte >= 0x20);
}

/** Of a property list, what is secret and what stands behind more fields than the inspector shows. */
function secretProperties({ name, fields }: Field): readonly Span[] {
  if (name !== 'Properties') return [];
  return fields.filter((field) => field.name === 'Authentication Data' || field.name === 'More');
}
