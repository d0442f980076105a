import type { PacketType } from './packet.ts';
import type { Properties } from './properties.ts';

/** What properties belong to: a packet, or the will inside CONNECT. */
export type PropertyOwner = Exclude<PacketType, 'pingreq' | 'pingresp'> | 'will';

type KeyOf<Value> = {
  [Key in keyof Properties]-?: Required<Properties>[Key] extends Value
    ? Value extends Required<Properties>[Key]
      ? Key
      : never
    : never;
}[keyof Properties];

/** One property of MQTT 5.0 (clause 2.2.2.2). */
export type PropertyDefinition = PropertyBase & PropertyKind;

interface PropertyBase {
  readonly id: number;
  /** The standard's name. */
  readonly name: string;
  /** Where it may stand, each with the clause that says so. */
  readonly owners: { readonly [Owner in PropertyOwner]?: string };
  /** May stand more than once in a list. Subscription Identifier: only in a PUBLISH from a server. */
  readonly repeatable: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** What a number counts, as it is shown after it. */
  readonly unit: 's' | 'bytes' | undefined;
}

type PropertyKind =
  | { readonly type: 'bit'; readonly key: KeyOf<0 | 1> }
  | { readonly type: 'uint16' | 'uint32'; readonly key: KeyOf<number> }
  | { readonly type: 'text'; readonly key: KeyOf<string> }
  | { readonly type: 'binary'; readonly key: KeyOf<Uint8Array> }
  | { readonly type: 'variableInteger'; readonly key: 'subscriptionIdentifiers' }
  | { readonly type: 'pair'; readonly key: 'userProperties' };

type Owners = PropertyBase['owners'];
const once = { repeatable: false, minimum: 0, maximum: 0, unit: undefined } as const;

function bit(id: number, key: KeyOf<0 | 1>, name: string, owners: Owners): PropertyDefinition {
  return { ...once, id, key, name, owners, type: 'bit', maximum: 1 };
}

function uint16(id: number, key: KeyOf<number>, name: string, owners: Owners): PropertyDefinition {
  return { ...once, id, key, name, owners, type: 'uint16', maximum: 0xffff };
}

function uint32(id: number, key: KeyOf<number>, name: string, owners: Owners): PropertyDefinition {
  return { ...once, id, key, name, owners, type: 'uint32', maximum: 0xffff_ffff };
}

function text(id: number, key: KeyOf<string>, name: string, owners: Owners): PropertyDefinition {
  return { ...once, id, key, name, owners, type: 'text' };
}

function binary(id: number, key: KeyOf<Uint8Array>, name: string, owners: Owners): PropertyDefinition {
  return { ...once, id, key, name, owners, type: 'binary' };
}

/** Every property, in the order of their identifiers (clause 2.2.2.2, table 2-4). */
export const propertyTable: readonly PropertyDefinition[] = [
  bit(0x01, 'payloadFormatIndicator', 'Payload Format Indicator', {
    publish: '3.3.2.3.2',
    will: '3.1.3.2.3',
  }),
  {
    ...uint32(0x02, 'messageExpiryInterval', 'Message Expiry Interval', {
      publish: '3.3.2.3.3',
      will: '3.1.3.2.4',
    }),
    unit: 's',
  },
  text(0x03, 'contentType', 'Content Type', { publish: '3.3.2.3.9', will: '3.1.3.2.5' }),
  text(0x08, 'responseTopic', 'Response Topic', { publish: '3.3.2.3.5', will: '3.1.3.2.6' }),
  binary(0x09, 'correlationData', 'Correlation Data', { publish: '3.3.2.3.6', will: '3.1.3.2.7' }),
  {
    id: 0x0b,
    key: 'subscriptionIdentifiers',
    name: 'Subscription Identifier',
    type: 'variableInteger',
    owners: { publish: '3.3.2.3.8', subscribe: '3.8.2.1.2' },
    repeatable: true,
    minimum: 1,
    maximum: 268_435_455,
    unit: undefined,
  },
  {
    ...uint32(0x11, 'sessionExpiryInterval', 'Session Expiry Interval', {
      connect: '3.1.2.11.2',
      connack: '3.2.2.3.2',
      disconnect: '3.14.2.2.2',
    }),
    unit: 's',
  },
  text(0x12, 'assignedClientIdentifier', 'Assigned Client Identifier', { connack: '3.2.2.3.7' }),
  { ...uint16(0x13, 'serverKeepAlive', 'Server Keep Alive', { connack: '3.2.2.3.14' }), unit: 's' },
  text(0x15, 'authenticationMethod', 'Authentication Method', {
    connect: '3.1.2.11.9',
    connack: '3.2.2.3.17',
    auth: '3.15.2.2.2',
  }),
  binary(0x16, 'authenticationData', 'Authentication Data', {
    connect: '3.1.2.11.10',
    connack: '3.2.2.3.18',
    auth: '3.15.2.2.3',
  }),
  bit(0x17, 'requestProblemInformation', 'Request Problem Information', { connect: '3.1.2.11.7' }),
  { ...uint32(0x18, 'willDelayInterval', 'Will Delay Interval', { will: '3.1.3.2.2' }), unit: 's' },
  bit(0x19, 'requestResponseInformation', 'Request Response Information', { connect: '3.1.2.11.6' }),
  text(0x1a, 'responseInformation', 'Response Information', { connack: '3.2.2.3.15' }),
  text(0x1c, 'serverReference', 'Server Reference', { connack: '3.2.2.3.16', disconnect: '3.14.2.2.5' }),
  text(0x1f, 'reasonString', 'Reason String', {
    connack: '3.2.2.3.9',
    puback: '3.4.2.2.2',
    pubrec: '3.5.2.2.2',
    pubrel: '3.6.2.2.2',
    pubcomp: '3.7.2.2.2',
    suback: '3.9.2.1.2',
    unsuback: '3.11.2.1.2',
    disconnect: '3.14.2.2.3',
    auth: '3.15.2.2.4',
  }),
  {
    ...uint16(0x21, 'receiveMaximum', 'Receive Maximum', { connect: '3.1.2.11.3', connack: '3.2.2.3.3' }),
    minimum: 1,
  },
  uint16(0x22, 'topicAliasMaximum', 'Topic Alias Maximum', { connect: '3.1.2.11.5', connack: '3.2.2.3.8' }),
  { ...uint16(0x23, 'topicAlias', 'Topic Alias', { publish: '3.3.2.3.4' }), minimum: 1 },
  bit(0x24, 'maximumQos', 'Maximum QoS', { connack: '3.2.2.3.4' }),
  bit(0x25, 'retainAvailable', 'Retain Available', { connack: '3.2.2.3.5' }),
  {
    id: 0x26,
    key: 'userProperties',
    name: 'User Property',
    type: 'pair',
    owners: {
      connect: '3.1.2.11.8',
      will: '3.1.3.2.8',
      connack: '3.2.2.3.10',
      publish: '3.3.2.3.7',
      puback: '3.4.2.2.3',
      pubrec: '3.5.2.2.3',
      pubrel: '3.6.2.2.3',
      pubcomp: '3.7.2.2.3',
      subscribe: '3.8.2.1.3',
      suback: '3.9.2.1.3',
      unsubscribe: '3.10.2.1.2',
      unsuback: '3.11.2.1.3',
      disconnect: '3.14.2.2.4',
      auth: '3.15.2.2.5',
    },
    repeatable: true,
    minimum: 0,
    maximum: 0,
    unit: undefined,
  },
  {
    ...uint32(0x27, 'maximumPacketSize', 'Maximum Packet Size', {
      connect: '3.1.2.11.4',
      connack: '3.2.2.3.6',
    }),
    minimum: 1,
    unit: 'bytes',
  },
  bit(0x28, 'wildcardSubscriptionAvailable', 'Wildcard Subscription Available', { connack: '3.2.2.3.11' }),
  bit(0x29, 'subscriptionIdentifiersAvailable', 'Subscription Identifiers Available', {
    connack: '3.2.2.3.12',
  }),
  bit(0x2a, 'sharedSubscriptionAvailable', 'Shared Subscription Available', { connack: '3.2.2.3.13' }),
];

const byId: ReadonlyMap<number, PropertyDefinition> = new Map(
  propertyTable.map((entry) => [entry.id, entry]),
);

/** The property with an identifier, if the standard has one. */
export function propertyById(id: number): PropertyDefinition | undefined {
  return byId.get(id);
}
