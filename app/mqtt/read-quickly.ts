import type { KnownTopics } from './known-topics.ts';
import type { AcknowledgementPacket, Packet, ProtocolVersion, PublishPacket } from './packet.ts';
import { bodyStart, uint16At } from './plain-publish.ts';
import { noProperties } from './properties.ts';
import { qosOf } from './qos.ts';

/**
 * Reads the packets that come by the thousand without a Reader: acknowledgements of two bytes, and a PUBLISH without
 * properties whose topic is known. Undefined where anything else is there, or anything is wrong: read-packet.ts says
 * what. Whatever this takes, that takes too, and makes the same of it.
 */
export function readQuickly(
  frame: Uint8Array,
  version: ProtocolVersion,
  topics: KnownTopics | undefined,
  topic?: string,
): Packet | undefined {
  switch (frame[0]) {
    case 0x40:
      return acknowledgement('puback', frame);
    case 0x50:
      return acknowledgement('pubrec', frame);
    case 0x62:
      return acknowledgement('pubrel', frame);
    case 0x70:
      return acknowledgement('pubcomp', frame);
    default:
      return topics === undefined ? undefined : publish(frame, version, topics, topic);
  }
}

/** Remembers the topic of a PUBLISH that was found good. */
export function rememberTopic(frame: Uint8Array, packet: PublishPacket, topics: KnownTopics): void {
  if (packet.topic === '') return;
  const start = bodyStart(frame) + 2;
  topics.remember(frame, start, start + uint16At(frame, start - 2), packet.topic);
}

function acknowledgement(
  type: AcknowledgementPacket['type'],
  frame: Uint8Array,
): AcknowledgementPacket | undefined {
  if (frame.length !== 4 || frame[1] !== 2) return undefined;
  const id = uint16At(frame, 2);
  return id === 0 ? undefined : { type, id, reasonCode: 0, properties: noProperties };
}

function publish(
  frame: Uint8Array,
  version: ProtocolVersion,
  topics: KnownTopics,
  known: string | undefined,
): PublishPacket | undefined {
  const first = frame[0] ?? 0;
  const qos = qosOf((first >> 1) & 3);
  const dup = (first & 8) !== 0;
  if (first >> 4 !== 3 || qos === undefined || (dup && qos === 0)) return undefined;
  const start = bodyStart(frame) + 2;
  if (start === 2 || start > frame.length) return undefined;
  const topicEnd = start + uint16At(frame, start - 2);
  const idEnd = qos === 0 ? topicEnd : topicEnd + 2;
  const payloadAt = version === 5 ? idEnd + 1 : idEnd;
  // No property, which 5.0 says with a length of 0.
  if (payloadAt > frame.length || (version === 5 && frame[idEnd] !== 0)) return undefined;
  const id = qos === 0 ? 0 : uint16At(frame, topicEnd);
  if (qos > 0 && id === 0) return undefined;
  const topic = known ?? topics.find(frame, start, topicEnd);
  if (topic === undefined) return undefined;
  const payload = new Uint8Array(frame.buffer, frame.byteOffset + payloadAt, frame.length - payloadAt);
  return {
    type: 'publish',
    topic,
    payload,
    qos,
    retain: (first & 1) !== 0,
    dup,
    id,
    properties: noProperties,
  };
}
