import type { ProtocolVersion } from './packet.ts';
import { propertyById } from './property-table.ts';

/** Where the parts of a PUBLISH stand; made once and filled by each scan. */
export interface PublishScan {
  /** The bytes of the topic, without their length. */
  topicStart: number;
  topicEnd: number;
  payloadStart: number;
  qos: number;
  retain: boolean;
  dup: boolean;
  /** 0 at QoS 0. */
  id: number;
  /** 0 if there is none. */
  topicAlias: number;
}

export function createPublishScan(): PublishScan {
  return {
    topicStart: 0,
    topicEnd: 0,
    payloadStart: 0,
    qos: 0,
    retain: false,
    dup: false,
    id: 0,
    topicAlias: 0,
  };
}

/**
 * Finds the parts of a PUBLISH without making any object: for capture, which sees every frame.
 * False if the frame is another packet or its parts do not fit into it. It looks at the structure
 * only; whether the text is UTF-8 and the properties are allowed is for `decode` to say.
 */
export function scanPublish(frame: Uint8Array, version: ProtocolVersion, into: PublishScan): boolean {
  const first = frame[0] ?? 0;
  const qos = (first >> 1) & 3;
  const topicLengthAt = bodyStart(frame);
  if (first >> 4 !== 3 || qos === 3 || topicLengthAt === 0 || topicLengthAt + 2 > frame.length) return false;
  into.topicStart = topicLengthAt + 2;
  into.topicEnd = into.topicStart + uint16At(frame, topicLengthAt);
  into.qos = qos;
  into.retain = (first & 1) !== 0;
  into.dup = (first & 8) !== 0;
  const afterId = into.topicEnd + (qos === 0 ? 0 : 2);
  if (afterId > frame.length) return false;
  into.id = qos === 0 ? 0 : uint16At(frame, into.topicEnd);
  into.topicAlias = 0;
  into.payloadStart = afterId;
  if (qos > 0 && into.id === 0) return false;
  return version === 5 ? scanProperties(frame, afterId, into) : into.topicEnd > into.topicStart;
}

/** Walks the property list for the alias; the topic may be empty only if there is one. */
function scanProperties(frame: Uint8Array, lengthAt: number, into: PublishScan): boolean {
  const start = afterVariableInteger(frame, lengthAt);
  const end = start + variableIntegerAt(frame, lengthAt);
  if (start === 0 || end > frame.length) return false;
  let at = start;
  while (at < end) {
    const id = frame[at] ?? 0;
    const next = afterProperty(frame, at + 1, id);
    if (next === 0 || next > end) return false;
    if (id === 0x23) into.topicAlias = uint16At(frame, at + 1);
    at = next;
  }
  into.payloadStart = end;
  return into.topicAlias > 0 || into.topicEnd > into.topicStart;
}

/** Index after the value of a property, 0 if there is no such property. May lie outside of the frame. */
function afterProperty(frame: Uint8Array, at: number, id: number): number {
  switch (propertyById(id)?.type) {
    case 'bit':
      return at + 1;
    case 'uint16':
      return at + 2;
    case 'uint32':
      return at + 4;
    case 'variableInteger':
      return afterVariableInteger(frame, at);
    case 'text':
    case 'binary':
      return at + 2 + uint16At(frame, at);
    case 'pair': {
      const second = at + 2 + uint16At(frame, at);
      return second + 2 + uint16At(frame, second);
    }
    case undefined:
      return 0;
  }
}

/** Index after the fixed header if it announces just this frame, else 0. */
function bodyStart(frame: Uint8Array): number {
  const start = afterVariableInteger(frame, 1);
  return start + variableIntegerAt(frame, 1) === frame.length ? start : 0;
}

/** Index after a variable byte integer, 0 if it is cut off or longer than four bytes. */
function afterVariableInteger(frame: Uint8Array, start: number): number {
  for (let index = start; index < start + 4 && index < frame.length; index += 1) {
    if ((frame[index] ?? 0) < 0x80) return index + 1;
  }
  return 0;
}

function variableIntegerAt(frame: Uint8Array, start: number): number {
  let value = 0;
  for (let index = start; index < start + 4; index += 1) {
    const byte = frame[index] ?? 0;
    value |= (byte & 0x7f) << (7 * (index - start));
    if (byte < 0x80) return value;
  }
  return value;
}

/** Outside of the frame it is 0, which the checks of the caller then refuse. */
function uint16At(frame: Uint8Array, index: number): number {
  return ((frame[index] ?? 0) << 8) | (frame[index + 1] ?? 0);
}
