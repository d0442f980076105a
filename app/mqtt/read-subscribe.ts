import type { FlagPart } from './flag-parts.ts';
import { flagPart } from './flag-parts.ts';
import type {
  Qos,
  SubackPacket,
  SubscribePacket,
  Subscription,
  UnsubackPacket,
  UnsubscribePacket,
} from './packet.ts';
import { qosOf } from './qos.ts';
import { readPacketId } from './read-acknowledgement.ts';
import { readProperties } from './read-properties.ts';
import { readReasonCode } from './read-reason-code.ts';
import { readTopicFilter } from './read-topic.ts';
import type { Reader } from './reader.ts';
import type { Sender } from './sender.ts';
import { isShared } from './topic.ts';

const optionsOf5: readonly FlagPart[] = [
  flagPart('Reserved', '3.8.3.1', 6, 2),
  flagPart('Retain Handling', '3.8.3.1', 4, 2),
  flagPart('Retain As Published', '3.8.3.1', 3),
  flagPart('No Local', '3.8.3.1', 2),
  flagPart('QoS', '3.8.3.1', 0, 2),
];
const optionsBefore5: readonly FlagPart[] = [
  flagPart('Reserved', '3.8.3', 2, 6),
  flagPart('Requested QoS', '3.8.3', 0, 2),
];

/** Reads SUBSCRIBE (clause 3.8). */
export function readSubscribe(reader: Reader): SubscribePacket {
  const id = readPacketId(reader, '3.8.2', 'MQTT-2.3.1-1', 'MQTT-2.2.1-3');
  const properties = readProperties(reader, 'subscribe', '3.8.2.1', 'client');
  if (reader.remaining === 0) {
    const clause = reader.clause('MQTT-3.8.3-3', 'MQTT-3.8.3-2');
    throw reader.violation(clause, reader.position, 'There is no topic filter');
  }
  const subscriptions: Subscription[] = [];
  while (reader.remaining > 0) subscriptions.push(readSubscription(reader));
  return { type: 'subscribe', id, subscriptions, properties };
}

/** Reads UNSUBSCRIBE (clause 3.10). */
export function readUnsubscribe(reader: Reader): UnsubscribePacket {
  const id = readPacketId(reader, '3.10.2', 'MQTT-2.3.1-1', 'MQTT-2.2.1-3');
  const properties = readProperties(reader, 'unsubscribe', '3.10.2.1', 'client');
  if (reader.remaining === 0)
    throw reader.violation('MQTT-3.10.3-2', reader.position, 'There is no topic filter');
  const filters: string[] = [];
  while (reader.remaining > 0) filters.push(readTopicFilter(reader, '3.10.3'));
  return { type: 'unsubscribe', id, filters, properties };
}

/** Reads SUBACK (clause 3.9). */
export function readSuback(reader: Reader, from: Sender): SubackPacket {
  const id = readPacketId(reader, '3.9.2', 'MQTT-2.3.1-7', 'MQTT-2.2.1-6');
  const properties = readProperties(reader, 'suback', '3.9.2.1', from);
  return { type: 'suback', id, reasonCodes: readReasonCodes(reader, 'suback', from), properties };
}

/** Reads UNSUBACK (clause 3.11); before 5.0 it has no payload. */
export function readUnsuback(reader: Reader, from: Sender): UnsubackPacket {
  const id = readPacketId(reader, '3.11.2', 'MQTT-2.3.1-7', 'MQTT-2.2.1-6');
  const properties = readProperties(reader, 'unsuback', '3.11.2.1', from);
  const reasonCodes = reader.version === 5 ? readReasonCodes(reader, 'unsuback', from) : [];
  return { type: 'unsuback', id, reasonCodes, properties };
}

function readReasonCodes(reader: Reader, type: 'suback' | 'unsuback', from: Sender): readonly number[] {
  const section = type === 'suback' ? '3.9.3' : '3.11.3';
  // A request has at least one filter, and each filter its code.
  if (reader.remaining === 0) throw reader.violation(section, reader.position, 'There is no reason code');
  const codes: number[] = [];
  while (reader.remaining > 0) codes.push(readReasonCode(reader, type, section, `MQTT-${section}-2`, from));
  return codes;
}

function readSubscription(reader: Reader): Subscription {
  reader.recorder?.open('Subscription', '3.8.3', reader.position);
  const filter = readTopicFilter(reader, '3.8.3');
  const subscription = reader.version === 5 ? readOptions(reader, filter) : readRequestedQos(reader, filter);
  reader.recorder?.close(reader.position, '');
  return subscription;
}

function readRequestedQos(reader: Reader, filter: string): Subscription {
  const offset = reader.position;
  const byte = reader.flags('Requested QoS', '3.8.3', optionsBefore5);
  const qos = byte > 3 ? undefined : qosOf(byte);
  if (qos === undefined) throw reader.malformed('MQTT-3.8.3-4', offset, `The requested QoS is ${byte}`);
  return { filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 };
}

function readOptions(reader: Reader, filter: string): Subscription {
  const offset = reader.position;
  const byte = reader.flags('Subscription Options', '3.8.3.1', optionsOf5);
  if ((byte & 0xc0) !== 0)
    throw reader.malformed('MQTT-3.8.3-5', offset, 'Reserved subscription options are set');
  const qos = qosOf(byte & 3);
  const retainHandling: Qos | undefined = qosOf((byte >> 4) & 3);
  if (qos === undefined) throw reader.violation('3.8.3.1', offset, 'The maximum QoS is 3');
  if (retainHandling === undefined) throw reader.violation('3.8.3.1', offset, 'Retain Handling is 3');
  const noLocal = (byte & 0x04) !== 0;
  if (noLocal && isShared(filter)) {
    throw reader.violation('MQTT-3.8.3-4', offset, 'No Local is set on a shared subscription');
  }
  return { filter, qos, noLocal, retainAsPublished: (byte & 0x08) !== 0, retainHandling };
}
