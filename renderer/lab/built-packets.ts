import { encode } from '../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../../app/mqtt/packet.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import type { BuiltFields, BuiltType } from '../state/lab-draft.ts';

/** Which of the fields the packet has, in that version. */
export function fieldsOf(type: BuiltType, version: ProtocolVersion): readonly (keyof BuiltFields)[] {
  const reason = version === 5 ? (['reasonCode'] as const) : [];
  switch (type) {
    case 'publish':
      return ['topic', 'payload', 'qos', 'packetId'];
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return ['packetId', ...reason];
    case 'subscribe':
      return ['topic', 'qos', 'packetId'];
    case 'unsubscribe':
      return ['topic', 'packetId'];
    case 'disconnect':
    case 'auth':
      return reason;
    case 'connect':
      return ['clientId'];
    case 'pingreq':
      return [];
  }
}

/** The bytes of such a packet. They need not be what the standard allows: a tester may want just that. */
export function buildPacket(type: BuiltType, fields: BuiltFields, version: ProtocolVersion): Uint8Array {
  return encode(packetOf(type, fields, version), version);
}

function packetOf(type: BuiltType, fields: BuiltFields, version: ProtocolVersion): Packet {
  const { topic, payload, qos, packetId: id, reasonCode, clientId } = fields;
  const properties = noProperties;
  switch (type) {
    case 'publish': {
      const bytes = new TextEncoder().encode(payload);
      return {
        type,
        topic,
        payload: bytes,
        qos,
        retain: false,
        dup: false,
        id: qos === 0 ? 0 : id,
        properties,
      };
    }
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return { type, id, reasonCode, properties };
    case 'subscribe': {
      const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
      return { type, id, subscriptions: [{ filter: topic, qos, ...options }], properties };
    }
    case 'unsubscribe':
      return { type, id, filters: [topic], properties };
    case 'disconnect':
    case 'auth':
      return { type, reasonCode, properties };
    case 'connect': {
      const plain = { will: undefined, username: undefined, password: undefined, keepAlive: 60 };
      return { type, protocolVersion: version, cleanStart: true, clientId, ...plain, properties };
    }
    case 'pingreq':
      return { type };
  }
}
