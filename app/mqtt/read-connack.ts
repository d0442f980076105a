import { flagPart } from './flag-parts.ts';
import type { ConnackPacket } from './packet.ts';
import { checkAuthentication, readProperties } from './read-properties.ts';
import { readReasonCode } from './read-reason-code.ts';
import type { Reader } from './reader.ts';

const flagsOf5 = [flagPart('Reserved', '3.2.2.1', 1, 7), flagPart('Session Present', '3.2.2.1.1', 0)];
const flagsOf311 = [flagPart('Reserved', '3.2.2.1', 1, 7), flagPart('Session Present', '3.2.2.2', 0)];
const flagsOf31 = [flagPart('Reserved', '3.2', 0, 8)];

/** Reads CONNACK (clause 3.2). In 3.1 its first byte means nothing. */
export function readConnack(reader: Reader): ConnackPacket {
  const start = reader.position;
  const sessionPresent = readAcknowledgeFlags(reader);
  const listed = reader.clause('3.2.2.3', 'MQTT-3.2.2-8');
  const reasonCode = readReasonCode(reader, 'connack', reader.clause('3.2.2.3', '3.2.2.2'), listed, 'server');
  if (sessionPresent && reasonCode !== 0) {
    const clause = reader.clause('MQTT-3.2.2-4', 'MQTT-3.2.2-6');
    throw reader.violation(clause, start, 'A refusal says that a session is present');
  }
  const propertiesStart = reader.position;
  const properties = readProperties(reader, 'connack', '3.2.2.3', 'server');
  checkAuthentication(reader, properties, '3.2.2.3.18', propertiesStart);
  return { type: 'connack', sessionPresent, reasonCode, properties };
}

function readAcknowledgeFlags(reader: Reader): boolean {
  const offset = reader.position;
  if (reader.version === 3) {
    reader.flags('Reserved', '3.2', flagsOf31);
    return false;
  }
  const bits = reader.flags(
    'Connect Acknowledge Flags',
    '3.2.2.1',
    reader.version === 5 ? flagsOf5 : flagsOf311,
  );
  if (bits > 1) {
    const clause = reader.clause('3.2.2.1', 'MQTT-3.2.2-1');
    throw reader.malformed(clause, offset, 'Reserved acknowledge flags are set');
  }
  return bits === 1;
}
