import { encode } from '../../../app/mqtt/encode.ts';
import type { ProtocolVersion, PublishPacket, Qos, Will } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';

/** An application message on its way through the broker. Its bytes may be a view of a frame: a KeptMessage has its own. */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** As published; a copy goes out at this or a lower QoS. */
  readonly qos: Qos;
  readonly retain: boolean;
  /** What is passed on: everything but the alias, which ends with the connection it came by [MQTT-3.3.2-7]. */
  readonly properties: Properties;
  /** Client id of the publisher, for No Local; undefined if the broker itself speaks. */
  readonly publisher: string | undefined;
  /** µs since 1970. */
  readonly arrived: number;
}

/** How one copy of a message goes out. */
export interface Copy {
  readonly qos: Qos;
  readonly retain: boolean;
  readonly identifiers: readonly number[];
}

/** The message of a PUBLISH whose alias has been replaced by `topic`. */
export function messageOf(packet: PublishPacket, topic: string, publisher: string, arrived: number): Message {
  const { payload, qos, retain } = packet;
  return { topic, payload, qos, retain, properties: forwarded(packet.properties), publisher, arrived };
}

/** The message that a will becomes; its expiry begins when it is published (clause 3.1.3.2.4). */
export function messageOfWill(will: Will, publisher: string, now: number): Message {
  const { topic, payload, qos, retain } = will;
  const { willDelayInterval: _delay, ...properties } = will.properties;
  return { topic, payload, qos, retain, properties, publisher, arrived: now };
}

/** Whether it has waited longer than its Message Expiry Interval [MQTT-3.3.2-5]. */
export function isExpired(message: Message, now: number): boolean {
  const interval = message.properties.messageExpiryInterval;
  return interval !== undefined && now - message.arrived >= interval * 1e6;
}

/** Bytes that a kept message is counted with: what it holds and a flat share for its objects. */
export function weightOf(message: Message): number {
  return message.topic.length + message.payload.length + propertiesWeight(message.properties) + 256;
}

/** The PUBLISH of one copy, as bytes of its own. `id` is 0 at QoS 0. */
export function encodeCopy(
  message: Message,
  copy: Copy,
  delivery: {
    readonly id: number;
    readonly dup: boolean;
    readonly version: ProtocolVersion;
    readonly now: number;
  },
): Uint8Array {
  const { topic, payload } = message;
  const { qos, retain, identifiers } = copy;
  const { id, dup, version, now } = delivery;
  const properties = propertiesOfCopy(message, identifiers, now);
  return encode({ type: 'publish', topic, payload, qos, retain, dup, id, properties }, version);
}

function propertiesOfCopy(message: Message, identifiers: readonly number[], now: number): Properties {
  const { properties } = message;
  const interval = properties.messageExpiryInterval;
  if (interval === undefined && identifiers.length === 0) return properties;
  return {
    ...properties,
    // What came in less the time it waited here [MQTT-3.3.2-6].
    ...(interval !== undefined && {
      messageExpiryInterval: Math.max(0, interval - Math.floor((now - message.arrived) / 1e6)),
    }),
    ...(identifiers.length > 0 && { subscriptionIdentifiers: identifiers }),
  };
}

function forwarded(properties: Properties): Properties {
  if (properties.topicAlias === undefined) return properties;
  const { topicAlias: _alias, ...others } = properties;
  return others;
}

function propertiesWeight(properties: Properties): number {
  const { contentType, responseTopic, correlationData, userProperties } = properties;
  let weight = (contentType?.length ?? 0) + (responseTopic?.length ?? 0) + (correlationData?.length ?? 0);
  for (const [name, value] of userProperties ?? []) weight += name.length + value.length + 64;
  return weight;
}
