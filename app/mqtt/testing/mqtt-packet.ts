import { createRequire } from 'node:module';
import type { ConnectPacket, Packet, ProtocolVersion } from '../packet.ts';
import type { Properties, UserProperty } from '../properties.ts';
import { propertyTable } from '../property-table.ts';
import { headerFlags } from '../write-packet.ts';

type Form = Readonly<Record<string, unknown>>;

/** What the tests use of npm mqtt-packet; its own types allow less than it takes. */
interface MqttPacket {
  generate(packet: Form, options: { protocolVersion: ProtocolVersion }): Uint8Array;
  parser(options: { protocolVersion: ProtocolVersion }): {
    on(event: 'packet' | 'error', listener: (value: Form) => void): void;
    parse(chunk: Uint8Array): number;
  };
}

const mqttPacket: MqttPacket = createRequire(import.meta.url)('mqtt-packet');

/** What mqtt-packet encodes a packet to. */
export function generateByMqttPacket(packet: Packet, version: ProtocolVersion): Uint8Array {
  return Uint8Array.from(mqttPacket.generate(formOf(packet, version), { protocolVersion: version }));
}

/** What mqtt-packet decodes a frame to; its error if it says one. */
export function parseByMqttPacket(frame: Uint8Array, version: ProtocolVersion): Form | undefined {
  let parsed: Form | undefined;
  const parser = mqttPacket.parser({ protocolVersion: version });
  parser.on('packet', ({ length: _, ...form }) => {
    parsed = form;
  });
  parser.on('error', (error) => {
    parsed = { error: String(error['message']) };
  });
  parser.parse(Buffer.from(frame));
  return parsed;
}

/** What `parseByMqttPacket` should say of a packet: its form, with what mqtt-packet adds to each. */
export function parsedForm(packet: Packet, version: ProtocolVersion): Form {
  const flags = headerFlags(packet);
  const header = { retain: (flags & 1) === 1, qos: (flags >> 1) & 3, dup: (flags & 8) === 8 };
  return { topic: null, payload: null, ...header, ...formOf(packet, version) };
}

/** mqtt-packet keeps user properties by their names; so only the order within a name can be compared. */
export function withSortedUserProperties(packet: Packet): Packet {
  if (!('properties' in packet)) return packet;
  const sorted = { ...packet, properties: sortUserProperties(packet.properties) };
  if (sorted.type !== 'connect' || sorted.will === undefined) return sorted;
  return { ...sorted, will: { ...sorted.will, properties: sortUserProperties(sorted.will.properties) } };
}

function sortUserProperties(properties: Properties): Properties {
  if (properties.userProperties === undefined) return properties;
  const userProperties = properties.userProperties.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { ...properties, userProperties };
}

/** The same packet in the words of mqtt-packet. */
function formOf(packet: Packet, version: ProtocolVersion): Form {
  switch (packet.type) {
    case 'connect':
      return connectForm(packet);
    case 'connack': {
      const code = version === 5 ? 'reasonCode' : 'returnCode';
      return { ...common(packet), sessionPresent: packet.sessionPresent, [code]: packet.reasonCode };
    }
    case 'publish': {
      const { topic, qos, retain, dup } = packet;
      return { ...common(packet), topic, qos, retain, dup, payload: Buffer.from(packet.payload) };
    }
    case 'subscribe':
      return {
        ...common(packet),
        subscriptions: packet.subscriptions.map((each) => subscriptionForm(each, version)),
      };
    case 'unsubscribe':
      return { ...common(packet), unsubscriptions: packet.filters };
    case 'suback':
      return { ...common(packet), granted: packet.reasonCodes };
    case 'unsuback':
      return version === 5 ? { ...common(packet), granted: packet.reasonCodes } : common(packet);
    case 'pingreq':
    case 'pingresp':
      return common(packet);
    default:
      return version === 5 ? { ...common(packet), reasonCode: packet.reasonCode } : common(packet);
  }
}

function common(packet: Packet): Form {
  return {
    cmd: packet.type,
    ...('id' in packet && packet.id !== 0 ? { messageId: packet.id } : {}),
    ...('properties' in packet ? propertiesForm(packet.properties) : {}),
  };
}

function connectForm(packet: ConnectPacket): Form {
  const { protocolVersion, cleanStart, keepAlive, clientId, will, username, password } = packet;
  return {
    ...common(packet),
    protocolId: protocolVersion === 3 ? 'MQIsdp' : 'MQTT',
    protocolVersion,
    clean: cleanStart,
    keepalive: keepAlive,
    clientId,
    ...(will === undefined ? {} : { will: willForm(will) }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: Buffer.from(password) }),
  };
}

function willForm({ topic, payload, qos, retain, properties }: NonNullable<ConnectPacket['will']>): Form {
  return { topic, payload: Buffer.from(payload), qos, retain, ...propertiesForm(properties) };
}

function subscriptionForm(
  each: Extract<Packet, { type: 'subscribe' }>['subscriptions'][number],
  version: ProtocolVersion,
): Form {
  const { filter: topic, qos, noLocal: nl, retainAsPublished: rap, retainHandling: rh } = each;
  return version === 5 ? { topic, qos, nl, rap, rh } : { topic, qos };
}

/** Absent if there is none, as mqtt-packet has it. */
function propertiesForm(properties: Properties): Form {
  const form: Record<string, unknown> = {};
  for (const definition of propertyTable) {
    if (properties[definition.key] === undefined) continue;
    switch (definition.type) {
      case 'bit':
        // The only one that it keeps as a number.
        if (definition.key === 'maximumQos') form['maximumQoS'] = properties[definition.key];
        else form[definition.key] = properties[definition.key] === 1;
        break;
      case 'binary':
        form[definition.key] = Buffer.from(properties[definition.key] ?? []);
        break;
      case 'variableInteger': {
        const list = properties[definition.key] ?? [];
        form['subscriptionIdentifier'] = list.length === 1 ? list[0] : list;
        break;
      }
      case 'pair':
        form[definition.key] = userPropertiesForm(properties[definition.key] ?? []);
        break;
      default:
        form[definition.key] = properties[definition.key];
    }
  }
  return Object.keys(form).length === 0 ? {} : { properties: form };
}

function userPropertiesForm(pairs: readonly UserProperty[]): Form {
  const form: Record<string, unknown> = Object.create(null);
  for (const [name, values] of Map.groupBy(pairs, ([each]) => each)) {
    form[name] = values.length === 1 ? values[0]?.[1] : values.map(([, value]) => value);
  }
  return form;
}
