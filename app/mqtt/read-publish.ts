import type { PublishPacket } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';
import { qosOf } from './qos.ts';
import { readProperties } from './read-properties.ts';
import { topicError } from './read-topic.ts';
import type { Reader } from './reader.ts';
import type { Sender } from './sender.ts';
import { checkTopicName } from './topic.ts';

/** Reads PUBLISH (clause 3.3). */
export function readPublish(reader: Reader, flags: number, from: Sender): PublishPacket {
  const qos = qosOf((flags >> 1) & 3);
  const dup = (flags & 0x08) !== 0;
  if (qos === undefined) throw reader.malformed('MQTT-3.3.1-4', 0, 'The QoS is 3');
  if (dup && qos === 0 && reader.version !== 3) {
    throw reader.malformed('MQTT-3.3.1-2', 0, 'DUP is set at QoS 0');
  }
  const topicStart = reader.position;
  const topic = readPublishTopic(reader);
  const id = qos === 0 ? 0 : readPublishId(reader, from);
  const properties = readProperties(reader, 'publish', '3.3.2.3', from);
  if (topic === '' && properties.topicAlias === undefined) throw missingTopic(reader, topicStart);
  const payload = reader.rest('Payload', '3.3.3');
  return { type: 'publish', topic, payload, qos, retain: (flags & 0x01) !== 0, dup, id, properties };
}

/** In 5.0 a topic may be empty where an alias stands for it; that is known once the properties are read. */
function readPublishTopic(reader: Reader): string {
  const start = reader.position;
  const topic = reader.text('Topic Name', '3.3.2.1');
  // All else that a topic name must be was seen to as it was read; this is the hot path.
  if (!reader.hasWildcard) return topic;
  const problem = checkTopicName(topic);
  if (problem !== undefined) throw topicError(0x90, 'MQTT-3.3.2-2', problem, topic, start);
  return topic;
}

function readPublishId(reader: Reader, from: Sender): number {
  const start = reader.position;
  const id = reader.uint16('Packet Identifier', '3.3.2.2');
  if (id !== 0) return id;
  const in5 = from === 'server' ? 'MQTT-2.2.1-4' : 'MQTT-2.2.1-3';
  throw reader.violation(reader.clause('MQTT-2.3.1-1', in5), start, 'The packet identifier is 0');
}

function missingTopic(reader: Reader, start: number): ProtocolError {
  if (reader.version === 5)
    return reader.violation('3.3.2.1', start, 'The topic is empty and no alias stands for it');
  return new ProtocolError(0x90, 'MQTT-4.7.3-1', 'The topic is empty', start);
}
