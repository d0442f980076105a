import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { packetTypeNumber } from '../../../app/mqtt/packet-types.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { propertyTable } from '../../../app/mqtt/property-table.ts';

/** What tshark says of a packet, by the names of its fields without `mqtt.`; one that it does not have is absent. */
export type TsharkPacket = Readonly<Record<string, readonly string[]>>;

const reasonFields = [
  ...['connack', 'puback', 'pubrec', 'pubrel', 'pubcomp', 'suback', 'unsuback', 'disconnect', 'auth'].map(
    (type) => `${type}.reason_code`,
  ),
  'conack.val',
  'suback.qos',
];
const propertyFields = ['max_qos', 'topic_alias', 'content_type'].map((name) => `property.${name}`);
const propertyParts = [
  'property_id',
  ...['number', 'string', 'string_len', 'key', 'value'].map((name) => `prop_${name}`),
];
const connectFields = [
  ...['uname', 'passwd', 'retain', 'qos', 'willflag', 'cleansess'].map((name) => `conflag.${name}`),
  ...['ver', 'kalive', 'clientid', 'willtopic', 'willmsg', 'username', 'passwd', 'passwd_len'],
];
const otherFields = [
  'msgtype',
  'dupflag',
  'qos',
  'retain',
  'msgid',
  'topic',
  'msg',
  'conack.flags.sp',
  'sub.qos',
];
const names = [
  ...[...reasonFields, ...propertyFields, ...propertyParts, ...connectFields, ...otherFields],
  'subscription_options',
];

/** Every field of a packet that {@link packetOfFrame} looks at. */
export const packetFields: readonly string[] = names.map((name) => `mqtt.${name}`);

/** What tshark has read in a frame, the reason codes of all types under one name. */
export function packetOfFrame(frame: Readonly<Record<string, readonly string[]>>): TsharkPacket {
  const seen: Record<string, readonly string[]> = {};
  for (const name of names) {
    const values = frame[`mqtt.${name}`];
    if (values === undefined) continue;
    // What it says of no bytes.
    seen[reasonFields.includes(name) ? 'reason' : name] = values.map((value) =>
      value.replace('<MISSING>', ''),
    );
  }
  return seen;
}

/** What tshark should say of a packet. */
export function expectedPacket(packet: Packet, version: ProtocolVersion): TsharkPacket {
  const said = saidOf(packet, version);
  const id = 'id' in packet && packet.id > 0 ? { msgid: [String(packet.id)] } : {};
  const lists = 'properties' in packet ? [packet.properties] : [];
  const will = packet.type === 'connect' && packet.will !== undefined ? [packet.will.properties] : [];
  return {
    msgtype: [String(packetTypeNumber(packet.type))],
    ...id,
    // 3.1 has these in packets that are answered.
    ...(version === 3 && ['subscribe', 'unsubscribe', 'pubrel'].includes(packet.type)
      ? { dupflag: ['0'], qos: ['1'] }
      : {}),
    ...said,
    ...(version === 5 ? propertiesOf([...lists, ...will]) : {}),
  };
}

function saidOf(packet: Packet, version: ProtocolVersion): TsharkPacket {
  switch (packet.type) {
    case 'connect':
      return connectOf(packet, version);
    case 'connack':
      return {
        ...(version === 3 ? {} : { 'conack.flags.sp': [bit(packet.sessionPresent)] }),
        reason: [String(packet.reasonCode)],
      };
    case 'publish': {
      const { dup, qos, retain, topic, payload } = packet;
      return {
        ...{ dupflag: [bit(dup)], qos: [String(qos)], retain: [bit(retain)], topic: [topic] },
        msg: [Buffer.from(payload).toString('hex')],
      };
    }
    case 'subscribe':
      return {
        topic: packet.subscriptions.map(({ filter }) => filter),
        ...(version === 5
          ? { subscription_options: packet.subscriptions.map(optionsOf) }
          : { 'sub.qos': packet.subscriptions.map(({ qos }) => String(qos)) }),
      };
    case 'unsubscribe':
      return { topic: packet.filters };
    case 'suback':
      return { reason: packet.reasonCodes.map(String) };
    case 'unsuback':
      return version === 5 ? { reason: packet.reasonCodes.map(String) } : {};
    case 'pingreq':
    case 'pingresp':
      return {};
    default:
      return reasonOf(packet);
  }
}

/** Success without properties is not written, but for what has a list after it. */
function reasonOf({
  reasonCode,
  properties,
}: {
  readonly reasonCode: number;
  readonly properties: Properties;
}) {
  const isLeftOut = reasonCode === 0 && Object.keys(properties).length === 0;
  return isLeftOut ? {} : { reason: [String(reasonCode)] };
}

function connectOf(packet: Packet & { readonly type: 'connect' }, version: ProtocolVersion): TsharkPacket {
  const { will, username, password, cleanStart, keepAlive, clientId } = packet;
  return {
    ...{ ver: [String(version)], kalive: [String(keepAlive)], clientid: [clientId] },
    'conflag.cleansess': [bit(cleanStart)],
    'conflag.uname': [bit(username !== undefined)],
    'conflag.passwd': [bit(password !== undefined)],
    'conflag.willflag': [bit(will !== undefined)],
    'conflag.qos': [String(will?.qos ?? 0)],
    'conflag.retain': [bit(will?.retain === true)],
    ...(will && { willtopic: [will.topic], willmsg: [Buffer.from(will.payload).toString('hex')] }),
    ...(username !== undefined && { username: [username] }),
    ...(password && { passwd: [textOf(password)], passwd_len: [String(password.length)] }),
  };
}

function optionsOf(asked: (Packet & { readonly type: 'subscribe' })['subscriptions'][number]): string {
  const { qos, noLocal, retainAsPublished, retainHandling } = asked;
  return byte(qos | (Number(noLocal) << 2) | (Number(retainAsPublished) << 3) | (retainHandling << 4));
}

/** Fields that have one name for several properties have their values in the order of the packet. */
function propertiesOf(lists: readonly Properties[]): TsharkPacket {
  const said: Record<string, string[]> = {};
  const add = (name: string, value: string) => {
    said[name] = [...(said[name] ?? []), value];
  };
  const each = lists.flatMap((list) => propertyTable.map((definition) => ({ list, definition })));
  for (const { list, definition } of each) {
    for (const value of valuesOf(list, definition.key)) {
      add('property_id', byte(definition.id));
      addValue(add, definition.key, value);
    }
  }
  return said;
}

const ownFields: Partial<Record<keyof Properties, string>> = {
  maximumQos: 'property.max_qos',
  topicAlias: 'property.topic_alias',
  contentType: 'property.content_type',
};

type Value = string | number | Uint8Array | readonly [string, string];

function valuesOf(list: Properties, key: keyof Properties): readonly Value[] {
  if (key === 'userProperties' || key === 'subscriptionIdentifiers') return list[key] ?? [];
  const value = list[key];
  return value === undefined ? [] : [value];
}

function addValue(add: (name: string, value: string) => void, key: keyof Properties, value: Value): void {
  const own = ownFields[key];
  if (own !== undefined) {
    add(own, String(value));
  } else if (typeof value === 'number') {
    add('prop_number', String(value));
  } else if (typeof value === 'string' || value instanceof Uint8Array) {
    add('prop_string', textOf(Buffer.from(value)));
    add('prop_string_len', String(Buffer.from(value).length));
  } else {
    add('prop_key', value[0]);
    add('prop_value', value[1]);
  }
}

/** tshark reads bytes as a text, to the first that is 0. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString();
}

function bit(isSet: boolean): string {
  return isSet ? '1' : '0';
}

function byte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
