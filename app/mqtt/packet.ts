import type { Properties } from './properties.ts';

/** The protocol level byte of CONNECT: 3 is MQTT 3.1, 4 is MQTT 3.1.1, 5 is MQTT 5.0. */
export type ProtocolVersion = 3 | 4 | 5;
export type Qos = 0 | 1 | 2;

/** Every control packet, told apart by `type`. `properties` is empty before MQTT 5.0. */
export type Packet =
  | ConnectPacket
  | ConnackPacket
  | PublishPacket
  | AcknowledgementPacket
  | SubscribePacket
  | SubackPacket
  | UnsubscribePacket
  | UnsubackPacket
  | PingreqPacket
  | PingrespPacket
  | DisconnectPacket
  | AuthPacket;

export type PacketType = Packet['type'];

/** CONNECT (clause 3.1). `cleanStart` is Clean Session before 5.0. */
export interface ConnectPacket {
  readonly type: 'connect';
  readonly protocolVersion: ProtocolVersion;
  readonly cleanStart: boolean;
  /** Seconds; 0 turns the keep alive off. */
  readonly keepAlive: number;
  readonly clientId: string;
  readonly will: Will | undefined;
  readonly username: string | undefined;
  readonly password: Uint8Array | undefined;
  readonly properties: Properties;
}

/** The will that CONNECT carries (clause 3.1.2.5). */
export interface Will {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly properties: Properties;
}

/** CONNACK (clause 3.2). `reasonCode` is the return code before 5.0. */
export interface ConnackPacket {
  readonly type: 'connack';
  readonly sessionPresent: boolean;
  readonly reasonCode: number;
  readonly properties: Properties;
}

/** PUBLISH (clause 3.3). `topic` is empty where an alias stands for it; `id` is 0 at QoS 0. */
export interface PublishPacket {
  readonly type: 'publish';
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly dup: boolean;
  readonly id: number;
  readonly properties: Properties;
}

/** PUBACK, PUBREC, PUBREL, PUBCOMP (clauses 3.4 to 3.7). */
export interface AcknowledgementPacket {
  readonly type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';
  readonly id: number;
  readonly reasonCode: number;
  readonly properties: Properties;
}

/** One topic filter of a SUBSCRIBE with its options (clause 3.8.3); the last three are 5.0's. */
export interface Subscription {
  readonly filter: string;
  readonly qos: Qos;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly retainHandling: 0 | 1 | 2;
}

/** SUBSCRIBE (clause 3.8). */
export interface SubscribePacket {
  readonly type: 'subscribe';
  readonly id: number;
  readonly subscriptions: readonly Subscription[];
  readonly properties: Properties;
}

/** SUBACK (clause 3.9): a reason code for each filter, in the order of SUBSCRIBE. */
export interface SubackPacket {
  readonly type: 'suback';
  readonly id: number;
  readonly reasonCodes: readonly number[];
  readonly properties: Properties;
}

/** UNSUBSCRIBE (clause 3.10). */
export interface UnsubscribePacket {
  readonly type: 'unsubscribe';
  readonly id: number;
  readonly filters: readonly string[];
  readonly properties: Properties;
}

/** UNSUBACK (clause 3.11). `reasonCodes` is empty before 5.0. */
export interface UnsubackPacket {
  readonly type: 'unsuback';
  readonly id: number;
  readonly reasonCodes: readonly number[];
  readonly properties: Properties;
}

interface PingreqPacket {
  readonly type: 'pingreq';
}

interface PingrespPacket {
  readonly type: 'pingresp';
}

/** DISCONNECT (clause 3.14). */
export interface DisconnectPacket {
  readonly type: 'disconnect';
  readonly reasonCode: number;
  readonly properties: Properties;
}

/** AUTH (clause 3.15), in 5.0 alone. */
export interface AuthPacket {
  readonly type: 'auth';
  readonly reasonCode: number;
  readonly properties: Properties;
}
