import { decode } from './decode.ts';
import type { Field, Span } from './field.ts';
import { inspect } from './inspect.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';

const mask = 0x2a;
const connect = 1;
const auth = 15;

/**
 * A copy of a CONNECT or AUTH with the bytes of the password and of the Authentication Data masked,
 * of the same length; other packets are returned as they are. Where such a packet is malformed its
 * parts cannot be trusted: all is masked from the client identifier on, or from where reading stopped.
 */
export function redact(frame: Uint8Array, version: ProtocolVersion): Uint8Array {
  const type = (frame[0] ?? 0) >> 4;
  if (type !== connect && type !== auth) return frame;
  const copy = frame.slice();
  for (const { start, end } of secrets(frame, version)) copy.fill(mask, start, end);
  return copy;
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
  if (packet.type !== 'connect' && packet.type !== 'auth') return [];
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
  const { fields } = inspect(frame, version, 'either');
  const clientId = fields.find((field) => field.name === 'Client Identifier');
  // Without a client identifier nothing after the last field that was read is known.
  const tail = clientId?.end ?? fields.at(-1)?.end ?? 1;
  return [...fields.flatMap(secretProperties), { start: tail, end: frame.length }];
}

/** Of a property list, what is secret and what stands behind more fields than the inspector shows. */
function secretProperties(list: Field): readonly Span[] {
  if (list.name === 'More') return [list];
  if (list.name !== 'Properties') return [];
  return list.fields.filter((field) => field.name === 'Authentication Data' || field.name === 'More');
}
