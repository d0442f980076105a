import { decode } from '../../../app/mqtt/decode.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { ReasonPacketType } from '../../../app/mqtt/reason-codes.ts';
import { mayCarryReason } from '../../../app/mqtt/reason-codes.ts';
import { returnCodeOf } from '../peer/refusal.ts';
import type { SeenPacket } from './seen-packet.ts';

const unspecified = 0x80;
const packetIdNotFound = 0x92;
const serverUnavailable = 0x03;

/**
 * The code as a packet of that type may carry it: of 5.0 itself, else the one that all failures of that type share. Before
 * 5.0 only CONNACK and SUBACK have codes; undefined where the packet has none.
 */
export function codeFor(type: ReasonPacketType, code: number, version: ProtocolVersion): number | undefined {
  if (version === 5) {
    if (mayCarryReason(type, code, 5, 'server')) return code;
    return type === 'pubrel' || type === 'pubcomp' ? packetIdNotFound : unspecified;
  }
  if (type === 'connack') return code < 0x80 ? 0 : (returnCodeOf(code) ?? serverUnavailable);
  // 3.1 has no code for a filter that is refused.
  if (type === 'suback' && (version === 4 || code <= 2)) return code <= 2 ? code : unspecified;
  return undefined;
}

/** The packet that answers a received one with the code, in place of the broker's; undefined if it has no such answer. */
export function answerTo(packet: Packet, code: number, version: ProtocolVersion): Packet | undefined {
  switch (packet.type) {
    case 'publish':
      if (packet.qos === 0) return undefined;
      return acknowledgement(packet.qos === 1 ? 'puback' : 'pubrec', packet.id, code, version);
    case 'pubrel':
      return acknowledgement('pubcomp', packet.id, code, version);
    case 'subscribe': {
      const granted = codeFor('suback', code, version);
      if (granted === undefined) return undefined;
      const reasonCodes = packet.subscriptions.map(() => granted);
      return { type: 'suback', id: packet.id, reasonCodes, properties: noProperties };
    }
    case 'unsubscribe': {
      const reasonCodes = packet.filters.map(() => codeFor('unsuback', code, version) ?? 0);
      return { type: 'unsuback', id: packet.id, reasonCodes, properties: noProperties };
    }
    default:
      return undefined;
  }
}

function acknowledgement(
  type: 'puback' | 'pubrec' | 'pubcomp',
  id: number,
  code: number,
  version: ProtocolVersion,
): Packet {
  return { type, id, reasonCode: codeFor(type, code, version) ?? 0, properties: noProperties };
}

/** A received frame as a packet; undefined if it is malformed, which is for the broker itself to answer. */
export function readReceived({ frame, version }: SeenPacket): Packet | undefined {
  return read(frame, version, 'client');
}

/** The broker's own answer with another code. */
interface Rewritten {
  readonly frame: Uint8Array;
  /** The code is one of failure. */
  readonly refuses: boolean;
}

/** Undefined if the packet has no reason code in this version. */
export function withReason(seen: SeenPacket, code: number): Rewritten | undefined {
  const { frame, version } = seen;
  const packet = read(frame, version, 'server');
  const changed = packet === undefined ? undefined : changeReason(packet, code, version);
  if (changed === undefined) return undefined;
  const told = 'reasonCode' in changed ? changed.reasonCode : 0;
  const refuses = changed.type === 'connack' ? told !== 0 : told >= 0x80;
  return { frame: encode(changed, version), refuses };
}

function changeReason(packet: Packet, code: number, version: ProtocolVersion): Packet | undefined {
  switch (packet.type) {
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'disconnect': {
      const reasonCode = codeFor(packet.type, code, version);
      return reasonCode === undefined ? undefined : { ...packet, reasonCode };
    }
    case 'connack': {
      const reasonCode = codeFor('connack', code, version) ?? serverUnavailable;
      // Session Present goes with success only [MQTT-3.2.2-6].
      return { ...packet, reasonCode, sessionPresent: reasonCode === 0 && packet.sessionPresent };
    }
    case 'suback':
    case 'unsuback': {
      const reasonCode = codeFor(packet.type, code, version);
      if (reasonCode === undefined) return undefined;
      return { ...packet, reasonCodes: packet.reasonCodes.map(() => reasonCode) };
    }
    default:
      return undefined;
  }
}

function read(frame: Uint8Array, version: ProtocolVersion, from: 'client' | 'server'): Packet | undefined {
  try {
    return decode(frame, version, from);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
