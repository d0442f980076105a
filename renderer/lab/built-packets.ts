import { encode } from '../../app/mqtt/encode.ts';
import type { ConnectPacket, Packet, ProtocolVersion, PublishPacket } from '../../app/mqtt/packet.ts';
import type { BuiltFields, BuiltType } from '../state/lab-draft.ts';
import { builtProperties } from './built-properties.ts';

/** Which of the fields the packet has, in that version. */
export function fieldsOf(type: BuiltType, version: ProtocolVersion): readonly (keyof BuiltFields)[] {
  const of5 = version === 5 ? (['properties'] as const) : [];
  const reason = version === 5 ? (['reasonCode', 'properties'] as const) : [];
  switch (type) {
    case 'publish':
      return ['topic', 'payload', 'qos', 'dup', 'retain', 'packetId', ...of5];
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return ['packetId', ...reason];
    case 'subscribe': {
      const options = version === 5 ? (['noLocal', 'retainAsPublished', 'retainHandling'] as const) : [];
      return ['topic', 'qos', 'packetId', ...options, ...of5];
    }
    case 'unsubscribe':
      return ['topic', 'packetId', ...of5];
    case 'disconnect':
    case 'auth':
      return reason;
    case 'connect':
      return [
        ...(['level', 'clientId', 'cleanStart', 'keepAlive', 'username', 'password'] as const),
        ...(['willTopic', 'willPayload', 'willQos', 'willRetain'] as const),
        ...of5,
        ...(version === 5 ? (['willProperties'] as const) : []),
      ];
    case 'pingreq':
      return [];
  }
}

/** The bytes of such a packet, or why no packet can hold these fields: then they are typed as bytes. */
export type Built =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: string };

/** They need not be what the standard allows: a tester may want just that. */
export function buildPacket(type: BuiltType, fields: BuiltFields, version: ProtocolVersion): Built {
  try {
    const bytes = encode(packetOf(type, fields, version), type === 'connect' ? fields.level : version);
    // The codec does not write it: it is malformed [MQTT-3.3.1-2].
    if (type === 'publish' && fields.qos === 0 && fields.dup) bytes[0] = (bytes[0] ?? 0) | 0x08;
    return { ok: true, bytes };
  } catch (error) {
    // What is wrong is in the fields: an assertion of the codec says it.
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, why: why.replace('Assertion failed: ', '') };
  }
}

function packetOf(type: BuiltType, fields: BuiltFields, version: ProtocolVersion): Packet {
  const { topic, qos, packetId: id, reasonCode, noLocal, retainAsPublished, retainHandling } = fields;
  switch (type) {
    case 'publish':
      return publishOf(fields);
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'disconnect':
    case 'auth': {
      const properties = builtProperties(type, fields.properties);
      return type === 'disconnect' || type === 'auth'
        ? { type, reasonCode, properties }
        : { type, id, reasonCode, properties };
    }
    case 'subscribe': {
      const options = { noLocal, retainAsPublished, retainHandling };
      const properties = builtProperties(type, fields.properties);
      return { type, id, subscriptions: [{ filter: topic, qos, ...options }], properties };
    }
    case 'unsubscribe':
      return { type, id, filters: [topic], properties: builtProperties(type, fields.properties) };
    case 'connect':
      return connectOf(fields, version);
    case 'pingreq':
      return { type };
  }
}

function publishOf({ topic, payload, qos, retain, dup, packetId, properties }: BuiltFields): PublishPacket {
  return {
    type: 'publish',
    topic,
    payload: bytesOf(payload),
    qos,
    retain,
    dup: dup && qos > 0,
    id: qos === 0 ? 0 : packetId,
    properties: builtProperties('publish', properties),
  };
}

function connectOf(fields: BuiltFields, version: ProtocolVersion): ConnectPacket {
  const { level, cleanStart, keepAlive, clientId, username, password, willTopic } = fields;
  const has5 = version === 5 && level === 5;
  const will = {
    topic: willTopic,
    payload: bytesOf(fields.willPayload),
    qos: fields.willQos,
    retain: fields.willRetain,
    properties: has5 ? builtProperties('will', fields.willProperties) : {},
  };
  return {
    type: 'connect',
    protocolVersion: level,
    cleanStart,
    keepAlive,
    clientId,
    will: willTopic === '' ? undefined : will,
    username: username === '' ? undefined : username,
    password: password === '' ? undefined : bytesOf(password),
    properties: has5 ? builtProperties('connect', fields.properties) : {},
  };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
