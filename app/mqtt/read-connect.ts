import type { FlagPart } from './flag-parts.ts';
import { flagPart } from './flag-parts.ts';
import type { ConnectPacket, ProtocolVersion, Qos, Will } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';
import { qosOf } from './qos.ts';
import { checkFlags, checkRemainingLength } from './read-fixed-header.ts';
import { checkAuthentication, readProperties } from './read-properties.ts';
import { readTopicName } from './read-topic.ts';
import type { Reader } from './reader.ts';

interface ConnectFlags {
  readonly username: boolean;
  readonly password: boolean;
  readonly willRetain: boolean;
  readonly willQos: Qos;
  readonly will: boolean;
  readonly cleanStart: boolean;
}

const flagsOf5 = connectFlagParts('Clean Start');
const flagsBefore5 = connectFlagParts('Clean Session');

/** Reads CONNECT (clause 3.1) and sets the reader's version by it. */
export function readConnect(reader: Reader, headerFlags: number): ConnectPacket {
  const protocolVersion = readProtocol(reader);
  reader.version = protocolVersion;
  checkFlags(reader, headerFlags, 0);
  checkRemainingLength(reader);
  const flags = readConnectFlags(reader);
  const keepAlive = reader.uint16('Keep Alive', '3.1.2.10');
  reader.recorder?.describe(keepAlive === 0 ? '0 (off)' : `${keepAlive} s`);
  const propertiesStart = reader.position;
  const properties = readProperties(reader, 'connect', '3.1.2.11', 'client');
  checkAuthentication(reader, properties, '3.1.2.11.10', propertiesStart);
  const clientId = reader.text('Client Identifier', '3.1.3.1');
  const will = flags.will ? readWill(reader, flags) : undefined;
  const username = flags.username ? readUsername(reader) : undefined;
  const password = flags.password ? readPassword(reader) : undefined;
  const { cleanStart } = flags;
  return {
    type: 'connect',
    protocolVersion,
    cleanStart,
    keepAlive,
    clientId,
    will,
    username,
    password,
    properties,
  };
}

/** "MQIsdp" with level 3 is MQTT 3.1, "MQTT" with 4 is 3.1.1, with 5 is 5.0. */
function readProtocol(reader: Reader): ProtocolVersion {
  const nameStart = reader.position;
  const name = reader.text('Protocol Name', '3.1.2.1');
  if (name !== 'MQTT' && name !== 'MQIsdp') {
    throw new ProtocolError(
      0x84,
      'MQTT-3.1.2-1',
      'The protocol name is neither "MQTT" nor "MQIsdp"',
      nameStart,
    );
  }
  const levelStart = reader.position;
  const level = reader.byte('Protocol Version', '3.1.2.2');
  if (name === 'MQIsdp' && level === 3) return 3;
  if (name === 'MQTT' && (level === 4 || level === 5)) return level;
  throw new ProtocolError(0x84, 'MQTT-3.1.2-2', `Level ${level} of "${name}" is not supported`, levelStart);
}

/** The flags that the rest depends on, with what each version allows of them (clause 3.1.2.3). */
function readConnectFlags(reader: Reader): ConnectFlags {
  const offset = reader.position;
  const bits = reader.flags('Connect Flags', '3.1.2.3', reader.version === 5 ? flagsOf5 : flagsBefore5);
  const willQos = qosOf((bits >> 3) & 3);
  if (willQos === undefined) {
    throw reader.malformed(reader.clause('MQTT-3.1.2-14', 'MQTT-3.1.2-12'), offset, 'The will QoS is 3');
  }
  // 3.1 does not look at the bits that the others want to be 0.
  if (reader.version !== 3) checkConnectFlags(reader, bits, offset);
  if (reader.version !== 5 && (bits & 0xc0) === 0x40) {
    throw reader.malformed('MQTT-3.1.2-22', offset, 'There is a password flag without a user name flag');
  }
  return {
    username: (bits & 0x80) !== 0,
    password: (bits & 0x40) !== 0,
    willRetain: (bits & 0x20) !== 0,
    willQos,
    will: (bits & 0x04) !== 0,
    cleanStart: (bits & 0x02) !== 0,
  };
}

function checkConnectFlags(reader: Reader, bits: number, offset: number): void {
  if ((bits & 0x01) !== 0) throw reader.malformed('MQTT-3.1.2-3', offset, 'The reserved connect flag is 1');
  if ((bits & 0x04) !== 0) return;
  if ((bits & 0x18) !== 0) {
    const clause = reader.clause('MQTT-3.1.2-13', 'MQTT-3.1.2-11');
    throw reader.malformed(clause, offset, 'There is a will QoS without a will');
  }
  if ((bits & 0x20) !== 0) {
    const clause = reader.clause('MQTT-3.1.2-15', 'MQTT-3.1.2-13');
    throw reader.malformed(clause, offset, 'There is a will retain flag without a will');
  }
}

function readWill(reader: Reader, flags: ConnectFlags): Will {
  const properties = readProperties(reader, 'will', '3.1.3.2', 'client');
  const topic = readTopicName(reader, 'Will Topic', reader.clause('3.1.3.2', '3.1.3.3'));
  const payload = reader.binary(
    reader.clause('Will Message', 'Will Payload'),
    reader.clause('3.1.3.3', '3.1.3.4'),
  );
  return { topic, payload, qos: flags.willQos, retain: flags.willRetain, properties };
}

function readUsername(reader: Reader): string | undefined {
  if (mayBeLeftOut(reader)) return undefined;
  return reader.text('User Name', reader.clause('3.1.3.4', '3.1.3.5'));
}

function readPassword(reader: Reader): Uint8Array | undefined {
  if (mayBeLeftOut(reader)) return undefined;
  return reader.binary('Password', reader.clause('3.1.3.5', '3.1.3.6'));
}

/** In 3.1 the Remaining Length goes before the flags: what is flagged may be missing at the end. */
function mayBeLeftOut(reader: Reader): boolean {
  return reader.version === 3 && reader.remaining === 0;
}

function connectFlagParts(cleanName: string): readonly FlagPart[] {
  return [
    flagPart('User Name Flag', '3.1.2.8', 7),
    flagPart('Password Flag', '3.1.2.9', 6),
    flagPart('Will Retain', '3.1.2.7', 5),
    flagPart('Will QoS', '3.1.2.6', 3, 2),
    flagPart('Will Flag', '3.1.2.5', 2),
    flagPart(cleanName, '3.1.2.4', 1),
    flagPart('Reserved', '3.1.2.3', 0),
  ];
}
