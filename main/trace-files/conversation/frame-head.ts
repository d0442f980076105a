import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { longestFrame } from '../limits.ts';
import { frameSize, noFrame, notWhole } from './frame-size.ts';

/** Who sent it. */
export type End = 'client' | 'server';

/**
 * Whether a packet of that end may begin at a place, as far as its first bytes tell. Most of what is none is told by these,
 * at a hundredth of what it costs to decode it in vain.
 */
export function mayBeginFrame(bytes: Uint8Array, at: number, version: ProtocolVersion, from: End): boolean {
  const first = bytes[at] ?? 0;
  if (!mayBegin(first, from)) return false;
  const size = frameSize(bytes, at);
  if (size === noFrame || size > longestFrame) return false;
  if (size === notWhole) return true;
  let body = at + 1;
  while ((bytes[body] ?? 0) > 0x7f) body += 1;
  body += 1;
  return mayBeBody({ bytes, body, length: at + size - body, isFive: version === 5 }, first, from);
}

/** By the first byte: type and flags of the table (clauses 2.1.2 and 2.1.3), sent by that end. */
function mayBegin(byte: number, from: End): boolean {
  const type = byte >> 4;
  const flags = byte & 0x0f;
  // A second CONNECT or CONNACK in a connection is a fault of its sender.
  if (type === 3) return (flags & 6) !== 6 && (flags & 0x0e) !== 8;
  const isClients = type === 8 || type === 10 || type === 12;
  const isServers = type === 9 || type === 11 || type === 13;
  if (type < 3 || (from === 'client' ? isServers : isClients)) return false;
  return flags === (type === 6 || type === 8 || type === 10 ? 2 : 0);
}

interface Body {
  readonly bytes: Uint8Array;
  /** Where it begins. */
  readonly body: number;
  readonly length: number;
  readonly isFive: boolean;
}

function mayBeBody(frame: Body, first: number, from: End): boolean {
  const { length, isFive } = frame;
  switch (first >> 4) {
    case 3:
      return mayBePublish(frame, (first & 6) > 0);
    case 4:
    case 5:
    case 6:
    case 7:
      return hasId(frame) && (length === 2 || (isFive && length > 2 && hasReason(frame)));
    case 8:
    case 10:
      return hasId(frame) && length > (isFive ? 5 : 4) && (isFive || hasText(frame, 2));
    case 9:
      return hasId(frame) && length > 2;
    case 11:
      return hasId(frame) && (isFive ? length > 3 : length === 2);
    case 12:
    case 13:
      return length === 0;
    case 14:
      return isFive || (length === 0 && from === 'client');
    default:
      return isFive;
  }
}

/** The topic is within it (clause 3.3.2.1), and behind it there is room for the packet identifier and the properties. */
function mayBePublish({ bytes, body, length, isFive }: Body, hasPacketId: boolean): boolean {
  const rest = (hasPacketId ? 2 : 0) + (isFive ? 1 : 0);
  if (length < 2 + rest) return false;
  const topic = numberAt(bytes, body);
  // An empty one has a topic alias, which takes four bytes with its length.
  return topic === undefined || (topic > 0 ? topic + 2 + rest <= length : isFive && length > 5);
}

/** Zero is none (clause 2.2.1). */
function hasId({ bytes, body, length }: Body): boolean {
  return length >= 2 && numberAt(bytes, body) !== 0;
}

/** A reason code: Success, No matching subscribers, or one that refuses (clause 2.4). */
function hasReason({ bytes, body }: Body): boolean {
  const reason = bytes[body + 2];
  return reason === undefined || reason === 0 || reason === 0x10 || reason > 0x7f;
}

/** A text that is not empty and within the frame. */
function hasText({ bytes, body, length }: Body, at: number): boolean {
  const size = numberAt(bytes, body + at);
  return size === undefined || (size > 0 && at + 2 + size <= length);
}

/** Undefined where the bytes end before. */
function numberAt(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = [bytes[at], bytes[at + 1]];
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}
