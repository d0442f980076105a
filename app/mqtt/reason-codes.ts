import type { PacketType, ProtocolVersion } from './packet.ts';
import type { Sender } from './sender.ts';

/** The packets that carry a reason code (clause 2.4). */
export type ReasonPacketType = Exclude<
  PacketType,
  'connect' | 'publish' | 'subscribe' | 'unsubscribe' | 'pingreq' | 'pingresp'
>;

/** A reason code as one packet type uses it. */
interface ReasonCode {
  readonly code: number;
  /** The standard's name. */
  readonly name: string;
  /** What most often causes it; empty where nothing went wrong. */
  readonly cause: string;
  /** Who may send it in this packet. */
  readonly from: Sender;
}

/** The reason codes of each packet type in MQTT 5.0. */
export const reasonCodes: Readonly<Record<ReasonPacketType, readonly ReasonCode[]>> = {
  connack: [
    ok(0x00, 'Success'),
    shared(0x80),
    shared(0x81),
    shared(0x82),
    shared(0x83),
    failure(
      0x84,
      'Unsupported Protocol Version',
      'The broker does not speak the MQTT version the client asked for',
    ),
    failure(
      0x85,
      'Client Identifier not valid',
      'The client id is empty, too long, or not allowed for this user',
    ),
    failure(0x86, 'Bad User Name or Password', 'The user name or the password is wrong'),
    shared(0x87),
    failure(0x88, 'Server unavailable', 'The broker is starting, stopping, or has lost what it needs'),
    shared(0x89),
    failure(0x8a, 'Banned', 'The broker has locked this client out, often after too many attempts'),
    shared(0x8c),
    failure(0x90, 'Topic Name invalid', 'The will topic is not allowed by the broker'),
    failure(0x95, 'Packet too large', 'CONNECT, often its will, is larger than the broker takes'),
    shared(0x97),
    failure(0x99, 'Payload format invalid', 'The will says that it is UTF-8 text and is not'),
    failure(0x9a, 'Retain not supported', 'The will is retained, and the broker keeps no retained messages'),
    failure(0x9b, 'QoS not supported', 'The QoS of the will is above what the broker supports'),
    shared(0x9c),
    shared(0x9d),
    shared(0x9f),
  ],
  puback: publishReasons(),
  pubrec: publishReasons(),
  pubrel: releaseReasons(),
  pubcomp: releaseReasons(),
  suback: [
    ok(0x00, 'Granted QoS 0'),
    ok(0x01, 'Granted QoS 1'),
    ok(0x02, 'Granted QoS 2'),
    shared(0x80),
    shared(0x83),
    failure(0x87, 'Not authorized', 'The access rules do not let this client subscribe to the filter'),
    failure(0x8f, 'Topic Filter invalid', 'The filter is well-formed but the broker does not accept it'),
    shared(0x91),
    failure(0x97, 'Quota exceeded', 'The client has reached its limit of subscriptions'),
    shared(0x9e),
    shared(0xa1),
    shared(0xa2),
  ],
  unsuback: [
    ok(0x00, 'Success'),
    {
      ...ok(0x11, 'No subscription existed'),
      cause: 'The filter differs from the one subscribed to, or the session was lost',
    },
    shared(0x80),
    shared(0x83),
    shared(0x87),
    failure(0x8f, 'Topic Filter invalid', 'The filter is well-formed but the broker does not accept it'),
    shared(0x91),
  ],
  disconnect: [
    ok(0x00, 'Normal disconnection'),
    { ...ok(0x04, 'Disconnect with Will Message'), from: 'client' },
    shared(0x80),
    shared(0x81),
    shared(0x82),
    shared(0x83),
    fromServer(shared(0x87)),
    fromServer(shared(0x89)),
    fromServer(failure(0x8b, 'Server shutting down', 'The broker is being stopped or restarted')),
    // Missing in table 3-10, but table 2-6 gives it to DISCONNECT as well.
    fromServer(shared(0x8c)),
    fromServer(
      failure(0x8d, 'Keep Alive timeout', 'Nothing came from the client for 1.5 times its keep alive'),
    ),
    fromServer(failure(0x8e, 'Session taken over', 'Another client connected with the same client id')),
    fromServer(failure(0x8f, 'Topic Filter invalid', 'A topic filter is malformed or not accepted')),
    failure(
      0x90,
      'Topic Name invalid',
      'A topic name is malformed, for instance with a wildcard, or not accepted',
    ),
    failure(
      0x93,
      'Receive Maximum exceeded',
      'More QoS 1 and 2 messages were under way than the receiver takes',
    ),
    failure(0x94, 'Topic Alias invalid', 'A topic alias was 0 or above what the receiver takes'),
    failure(0x95, 'Packet too large', 'A packet was larger than the maximum that the receiver has set'),
    failure(0x96, 'Message rate too high', 'The client publishes faster than the broker allows'),
    shared(0x97),
    failure(0x98, 'Administrative action', 'A person or a tool closed the connection'),
    shared(0x99),
    fromServer(failure(0x9a, 'Retain not supported', 'A message was retained, and the broker keeps none')),
    fromServer(failure(0x9b, 'QoS not supported', 'A message had a QoS above what the broker supports')),
    fromServer(shared(0x9c)),
    fromServer(shared(0x9d)),
    fromServer(shared(0x9e)),
    fromServer(shared(0x9f)),
    fromServer(
      failure(0xa0, 'Maximum connect time', 'The broker allows no longer connection than this one was'),
    ),
    fromServer(shared(0xa1)),
    fromServer(shared(0xa2)),
  ],
  auth: [
    fromServer(ok(0x00, 'Success')),
    ok(0x18, 'Continue authentication'),
    { ...ok(0x19, 'Re-authenticate'), from: 'client' },
  ],
};

/** The return codes of 3.1 and 3.1.1: CONNACK (clause 3.2.2.3) and SUBACK (clause 3.9.3). */
export const returnCodes: Readonly<Record<'connack' | 'suback', readonly ReasonCode[]>> = {
  connack: [
    ok(0, 'Connection Accepted'),
    failure(
      1,
      'Connection Refused, unacceptable protocol version',
      'The broker does not speak this MQTT version',
    ),
    failure(
      2,
      'Connection Refused, identifier rejected',
      'The client id is empty without Clean Session, too long, or not allowed',
    ),
    failure(3, 'Connection Refused, Server unavailable', 'The broker is starting, stopping, or too busy'),
    failure(4, 'Connection Refused, bad user name or password', 'The user name or the password is wrong'),
    failure(
      5,
      'Connection Refused, not authorized',
      'No or wrong credentials, or this client may not connect',
    ),
  ],
  suback: [
    ok(0, 'Success - Maximum QoS 0'),
    ok(1, 'Success - Maximum QoS 1'),
    ok(2, 'Success - Maximum QoS 2'),
    failure(0x80, 'Failure', 'Most often the access rules do not let this client subscribe to the filter'),
  ],
};

/** The entry of a code, if the packet type has it in that version. */
export function findReason(
  type: ReasonPacketType,
  code: number,
  version: ProtocolVersion,
): ReasonCode | undefined {
  if (version === 5) return reasonCodes[type].find((entry) => entry.code === code);
  if (type !== 'connack' && type !== 'suback') return undefined;
  return returnCodes[type].find((entry) => entry.code === code);
}

/** The standard's name of a code; says so where the packet type has no such code. */
export function reasonName(type: ReasonPacketType, code: number, version: ProtocolVersion): string {
  return findReason(type, code, version)?.name ?? 'not a code of this packet';
}

/** Whether a packet of that type from that end may carry a code. */
export function mayCarryReason(
  type: ReasonPacketType,
  code: number,
  version: ProtocolVersion,
  from: Sender,
): boolean {
  const reason = findReason(type, code, version);
  return reason !== undefined && (reason.from === 'either' || from === 'either' || reason.from === from);
}

function publishReasons(): readonly ReasonCode[] {
  return [
    ok(0x00, 'Success'),
    { ...ok(0x10, 'No matching subscribers'), cause: 'Nobody subscribes to the topic, or it is misspelt' },
    shared(0x80),
    shared(0x83),
    failure(0x87, 'Not authorized', 'The access rules do not let this client publish to the topic'),
    failure(0x90, 'Topic Name invalid', 'The topic is well-formed but the receiver does not accept it'),
    shared(0x91),
    failure(0x97, 'Quota exceeded', 'The sender has reached its limit of messages or storage'),
    shared(0x99),
  ];
}

function releaseReasons(): readonly ReasonCode[] {
  const cause = 'One end has lost its session, or the exchange was completed before';
  return [ok(0x00, 'Success'), failure(0x92, 'Packet Identifier not found', cause)];
}

/** The codes that several packet types share word for word. */
function shared(code: number): ReasonCode {
  switch (code) {
    case 0x80:
      return failure(code, 'Unspecified error', 'The other end does not say; look into its log');
    case 0x81:
      return failure(code, 'Malformed Packet', 'A packet could not be read as the standard says');
    case 0x82:
      return failure(code, 'Protocol Error', 'A packet was out of place or held what is not allowed');
    case 0x83:
      return failure(
        code,
        'Implementation specific error',
        'Well-formed, but not accepted by this implementation; look into its log',
      );
    case 0x87:
      return failure(code, 'Not authorized', 'No or wrong credentials, or the access rules forbid it');
    case 0x89:
      return failure(code, 'Server busy', 'The broker is overloaded; try again later');
    case 0x8c:
      return failure(
        code,
        'Bad authentication method',
        'The broker does not support the authentication method, or it changed',
      );
    case 0x91:
      return failure(
        code,
        'Packet Identifier in use',
        'The two ends do not agree on the session, often after one lost it',
      );
    case 0x97:
      return failure(
        code,
        'Quota exceeded',
        'A limit that the other end or its administrator has set is reached',
      );
    case 0x99:
      return failure(code, 'Payload format invalid', 'A payload says that it is UTF-8 text and is not');
    case 0x9c:
      return failure(
        code,
        'Use another server',
        'For now another broker is to be used; Server Reference may name it',
      );
    case 0x9d:
      return failure(code, 'Server moved', 'The broker is elsewhere for good; Server Reference may name it');
    case 0x9e:
      return failure(
        code,
        'Shared Subscriptions not supported',
        'The filter begins with $share, which the broker does not do',
      );
    case 0x9f:
      return failure(
        code,
        'Connection rate exceeded',
        'The client connects too often, for instance in a loop',
      );
    case 0xa1:
      return failure(
        code,
        'Subscription Identifiers not supported',
        'The subscription has an identifier, which the broker does not do',
      );
    default:
      return failure(
        code,
        'Wildcard Subscriptions not supported',
        'The filter has wildcards, which the broker does not allow',
      );
  }
}

function ok(code: number, name: string): ReasonCode {
  return { code, name, cause: '', from: 'either' };
}

function failure(code: number, name: string, cause: string): ReasonCode {
  return { code, name, cause, from: 'either' };
}

function fromServer(reason: ReasonCode): ReasonCode {
  return { ...reason, from: 'server' };
}
