import type { AcknowledgementPacket } from './packet.ts';
import type { Properties } from './properties.ts';
import { noProperties } from './properties.ts';
import { readProperties } from './read-properties.ts';
import { readReasonCode } from './read-reason-code.ts';
import type { Reader } from './reader.ts';
import type { Sender } from './sender.ts';

interface Clauses {
  readonly variableHeader: string;
  readonly reasonCode: string;
  readonly onlyListed: string;
  readonly properties: string;
}

const clausesOf: Readonly<Record<AcknowledgementPacket['type'], Clauses>> = {
  puback: clauses('3.4'),
  pubrec: clauses('3.5'),
  pubrel: clauses('3.6'),
  pubcomp: clauses('3.7'),
};

/** Reads PUBACK, PUBREC, PUBREL or PUBCOMP (clauses 3.4 to 3.7). */
export function readAcknowledgement(
  reader: Reader,
  type: AcknowledgementPacket['type'],
  from: Sender,
): AcknowledgementPacket {
  const clauses = clausesOf[type];
  const id = readPacketId(reader, clauses.variableHeader, 'MQTT-2.3.1-6', 'MQTT-2.2.1-5');
  // Both may be left out: success without properties is the shortest form (clause 3.4.2.1).
  if (reader.version !== 5 || reader.remaining === 0) {
    return { type, id, reasonCode: 0, properties: noProperties };
  }
  const reasonCode = readReasonCode(reader, type, clauses.reasonCode, clauses.onlyListed, from);
  const properties: Properties =
    reader.remaining === 0 ? noProperties : readProperties(reader, type, clauses.properties, from);
  return { type, id, reasonCode, properties };
}

/** Reads a packet identifier, which is never 0. */
export function readPacketId(reader: Reader, clause: string, before5: string, in5: string): number {
  const start = reader.position;
  const id = reader.uint16('Packet Identifier', clause);
  if (id === 0) throw reader.violation(reader.clause(before5, in5), start, 'The packet identifier is 0');
  return id;
}

function clauses(section: string): Clauses {
  return {
    variableHeader: `${section}.2`,
    reasonCode: `${section}.2.1`,
    onlyListed: `MQTT-${section}.2-1`,
    properties: `${section}.2.2`,
  };
}
