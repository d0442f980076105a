import { decode } from '../../app/mqtt/decode.ts';
import { encode } from '../../app/mqtt/encode.ts';
import type { ProtocolVersion, PublishPacket } from '../../app/mqtt/packet.ts';
import type { Properties } from '../../app/mqtt/properties.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';
import type { DeliveryNote } from './delivery-layout.ts';
import type { CapturedRecord } from './record-layout.ts';

/** A copy of a message, as what is noted of it tells it went out. */
interface NotedCopy
  extends Pick<DeliveryNote, 'qos' | 'packetId' | 'dup' | 'retain' | 'version' | 'subscriptionIdentifier'> {
  /** µs since 1970. */
  readonly time: number;
}

const noBytes = new Uint8Array(0);

/**
 * The PUBLISH that went out, made again of the one that came in; undefined if that cannot be read. It is as it was but for
 * topic aliases towards the receiver, which are not noted, and Subscription Identifiers beyond the first.
 */
export function rebuiltPublish(message: CapturedRecord, copy: NotedCopy): Uint8Array | undefined {
  const came = read(message);
  if (came === undefined) return undefined;
  const { version } = copy;
  return isSameForm(came, message, copy)
    ? inSameForm(message.body, came.topic, copy)
    : encode({ ...came, ...changed(came, message, copy) }, version);
}

/** The record of a note that a copy went out, as that of the packet; undefined if its message cannot be read. */
export function rebuiltRecord(
  record: CapturedRecord,
  note: DeliveryNote,
  message: CapturedRecord,
  version: ProtocolVersion,
): CapturedRecord | undefined {
  const body = rebuiltPublish(message, { ...note, version, time: record.time });
  if (body === undefined) return undefined;
  return {
    ...record,
    kind: 'packet',
    direction: 'sent',
    link: note.link,
    version,
    body,
    aliasTopic: noBytes,
  };
}

function read({ body, version, aliasTopic }: CapturedRecord): PublishPacket | undefined {
  try {
    const packet = decode(body, version, 'either');
    if (packet.type !== 'publish') return undefined;
    return aliasTopic.byteLength === 0 ? packet : { ...packet, topic: new TextDecoder().decode(aliasTopic) };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** Then the broker sends the bytes that came, with another first byte and packet identifier. */
function isSameForm({ qos, properties }: PublishPacket, message: CapturedRecord, copy: NotedCopy): boolean {
  const isSameVersion = (message.version === 5) === (copy.version === 5);
  const goesOn = properties.topicAlias === undefined && properties.messageExpiryInterval === undefined;
  return isSameVersion && qos === copy.qos && goesOn && copy.subscriptionIdentifier === undefined;
}

function inSameForm(body: Uint8Array, topic: string, { qos, packetId, dup, retain }: NotedCopy): Uint8Array {
  const frame = new Uint8Array(body);
  frame[0] = 0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
  if (qos === 0) return frame;
  let at = 1;
  while ((frame[at] ?? 0) > 127) at += 1;
  at += 3 + Buffer.byteLength(topic);
  frame[at] = packetId >> 8;
  frame[at + 1] = packetId & 0xff;
  return frame;
}

function changed({ properties }: PublishPacket, message: CapturedRecord, copy: NotedCopy) {
  const { qos, packetId, dup, retain } = copy;
  return { qos, dup, retain, id: packetId, properties: changedProperties(properties, message, copy) };
}

function changedProperties(
  { topicAlias: _alias, ...properties }: Properties,
  message: CapturedRecord,
  { subscriptionIdentifier, time }: NotedCopy,
): Properties {
  const { messageExpiryInterval: interval } = properties;
  return {
    ...properties,
    // What came in less the time it waited [MQTT-3.3.2-6].
    ...(interval !== undefined && {
      messageExpiryInterval: Math.max(0, interval - Math.floor((time - message.time) / 1e6)),
    }),
    ...(subscriptionIdentifier !== undefined && { subscriptionIdentifiers: [subscriptionIdentifier] }),
  };
}
