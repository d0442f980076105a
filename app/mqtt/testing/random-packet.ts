import type {
  AcknowledgementPacket,
  ConnackPacket,
  ConnectPacket,
  Packet,
  PacketType,
  ProtocolVersion,
  PublishPacket,
  Qos,
  Subscription,
  Will,
} from '../packet.ts';
import type { Properties } from '../properties.ts';
import type { PropertyOwner } from '../property-table.ts';
import type { ReasonPacketType } from '../reason-codes.ts';
import { reasonCodes, returnCodes } from '../reason-codes.ts';
import type { Random } from './random.ts';
import { randomProperties } from './random-properties.ts';
import { randomBytes, randomText, randomTopicFilter, randomTopicName } from './random-text.ts';

const typesBefore5 = [
  'publish',
  'connect',
  'connack',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'pingreq',
  'pingresp',
  'disconnect',
] as const;
const typesOf5 = [...typesBefore5, 'auth'] as const;

/** A well-formed packet of any type that the version has. */
export function randomPacket(random: Random, version: ProtocolVersion): Packet {
  return packetOf(random.pick<PacketType>(version === 5 ? typesOf5 : typesBefore5), random, version);
}

function packetOf(type: PacketType, random: Random, version: ProtocolVersion): Packet {
  const properties = (owner: PropertyOwner) => (version === 5 ? randomProperties(random, owner) : {});
  const id = 1 + random.below(0xffff);
  switch (type) {
    case 'connect':
      return connect(random, version, properties);
    case 'connack':
      return connack(random, version, properties('connack'));
    case 'publish':
      return publish(random, version, id, properties('publish'));
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return acknowledgement(random, version, type, id, properties(type));
    case 'subscribe':
      return {
        type,
        id,
        subscriptions: several(random, () => subscription(random, version)),
        properties: properties(type),
      };
    case 'suback':
      return {
        type,
        id,
        reasonCodes: several(random, () => reason(random, version, type)),
        properties: properties(type),
      };
    case 'unsubscribe':
      return {
        type,
        id,
        filters: several(random, () => randomTopicFilter(random)),
        properties: properties(type),
      };
    case 'unsuback':
      return {
        type,
        id,
        reasonCodes: version === 5 ? several(random, () => reason(random, version, type)) : [],
        properties: properties(type),
      };
    case 'pingreq':
    case 'pingresp':
      return { type };
    case 'disconnect':
      return {
        type,
        reasonCode: version === 5 ? reason(random, version, type) : 0,
        properties: properties(type),
      };
    case 'auth':
      return {
        type,
        reasonCode: reason(random, version, type),
        properties: { ...properties(type), authenticationMethod: randomText(random, 5) },
      };
  }
}

function connect(
  random: Random,
  version: ProtocolVersion,
  properties: (owner: PropertyOwner) => Properties,
): ConnectPacket {
  const cleanStart = random.oneIn(2);
  const username = random.oneIn(2) ? randomText(random, 8) : undefined;
  const withPassword = random.oneIn(2) && username !== undefined;
  return {
    type: 'connect',
    protocolVersion: version,
    cleanStart,
    keepAlive: random.below(0x1_0000),
    // mqtt-packet refuses an empty one where the session is to be kept.
    clientId: cleanStart && version !== 3 && random.oneIn(4) ? '' : `c${randomText(random, 8)}`,
    will: random.oneIn(2) ? will(random, properties('will')) : undefined,
    username,
    password: withPassword ? randomBytes(random, 12) : undefined,
    properties: properties('connect'),
  };
}

function will(random: Random, properties: Properties): Will {
  return {
    topic: randomTopicName(random),
    payload: randomBytes(random, 30),
    qos: qos(random),
    retain: random.oneIn(2),
    properties,
  };
}

function connack(random: Random, version: ProtocolVersion, properties: Properties): ConnackPacket {
  const reasonCode = random.oneIn(2) ? 0 : reason(random, version, 'connack');
  return {
    type: 'connack',
    sessionPresent: version !== 3 && reasonCode === 0 && random.oneIn(2),
    reasonCode,
    properties,
  };
}

function publish(
  random: Random,
  version: ProtocolVersion,
  id: number,
  properties: Properties,
): PublishPacket {
  const quality = qos(random);
  const aliased = version === 5 && properties.topicAlias !== undefined && random.oneIn(2);
  return {
    type: 'publish',
    topic: aliased ? '' : randomTopicName(random),
    payload: randomBytes(random, 200),
    qos: quality,
    retain: random.oneIn(2),
    dup: quality > 0 && random.oneIn(2),
    id: quality === 0 ? 0 : id,
    properties,
  };
}

function acknowledgement(
  random: Random,
  version: ProtocolVersion,
  type: AcknowledgementPacket['type'],
  id: number,
  properties: Properties,
): AcknowledgementPacket {
  const reasonCode = version === 5 && random.oneIn(2) ? reason(random, version, type) : 0;
  return { type, id, reasonCode, properties };
}

function subscription(random: Random, version: ProtocolVersion): Subscription {
  const filter = randomTopicFilter(random);
  if (version !== 5) {
    return { filter, qos: qos(random), noLocal: false, retainAsPublished: false, retainHandling: 0 };
  }
  return {
    filter,
    qos: qos(random),
    noLocal: !filter.startsWith('$share/') && random.oneIn(2),
    retainAsPublished: random.oneIn(2),
    retainHandling: qos(random),
  };
}

function reason(random: Random, version: ProtocolVersion, type: ReasonPacketType): number {
  const listed = version === 5 ? reasonCodes[type] : returnCodes[type === 'connack' ? 'connack' : 'suback'];
  const code = listed[random.below(listed.length)]?.code ?? 0;
  // Only one of the standard's two tables has this one in DISCONNECT; mqtt-packet goes by the other.
  return type === 'disconnect' && code === 0x8c ? 0 : code;
}

function qos(random: Random): Qos {
  return random.pick<Qos>([0, 1, 2]);
}

/** One to four; now and then many. */
function several<Item>(random: Random, make: () => Item): Item[] {
  return Array.from({ length: random.oneIn(100) ? 200 : 1 + random.below(4) }, make);
}
