import type { Packet } from './packet.ts';
import { packetTypeName } from './packet-types.ts';
import { readAcknowledgement } from './read-acknowledgement.ts';
import { readConnack } from './read-connack.ts';
import { readConnect } from './read-connect.ts';
import { readAuth, readDisconnect } from './read-disconnect.ts';
import { checkFlags, checkRemainingLength, readFixedHeader } from './read-fixed-header.ts';
import { readPublish } from './read-publish.ts';
import { readSuback, readSubscribe, readUnsuback, readUnsubscribe } from './read-subscribe.ts';
import type { Reader } from './reader.ts';
import type { Sender } from './sender.ts';

/** Reads the one packet of a frame, strictly; throws ProtocolError. CONNECT decides its version itself. */
export function readPacket(reader: Reader, from: Sender): Packet {
  const { type, flags, end } = readFixedHeader(reader);
  const packet = readBody(reader, type, flags, from);
  if (reader.position < reader.end || end < reader.bytes.length) {
    const message = `The packet is longer than its ${packetTypeName(packet.type)} needs`;
    throw reader.malformed(reader.clause('2.2.3', '2.1.4'), reader.position, message);
  }
  if (end > reader.bytes.length) {
    const message = `The packet ends before the ${end} bytes that it announces`;
    throw reader.malformed(reader.clause('2.2.3', '2.1.4'), reader.position, message);
  }
  return packet;
}

function readBody(reader: Reader, type: number, flags: number, from: Sender): Packet {
  // CONNECT says itself what holds for it; the others are held to what is known.
  if (type !== 1) checkRemainingLength(reader);
  switch (type) {
    case 1:
      onlyFrom('client', reader, from);
      return readConnect(reader, flags);
    case 2:
      onlyFrom('server', reader, from);
      checkFlags(reader, flags, 0);
      return readConnack(reader);
    case 3:
      return readPublish(reader, flags, from);
    case 4:
      checkFlags(reader, flags, 0);
      return readAcknowledgement(reader, 'puback', from);
    case 5:
      checkFlags(reader, flags, 0);
      return readAcknowledgement(reader, 'pubrec', from);
    case 6:
      checkFlags(reader, flags, 2, 'MQTT-3.6.1-1');
      return readAcknowledgement(reader, 'pubrel', from);
    case 7:
      checkFlags(reader, flags, 0);
      return readAcknowledgement(reader, 'pubcomp', from);
    case 8:
      onlyFrom('client', reader, from);
      checkFlags(reader, flags, 2, 'MQTT-3.8.1-1');
      return readSubscribe(reader);
    case 9:
      onlyFrom('server', reader, from);
      checkFlags(reader, flags, 0);
      return readSuback(reader, from);
    case 10:
      onlyFrom('client', reader, from);
      checkFlags(reader, flags, 2, 'MQTT-3.10.1-1');
      return readUnsubscribe(reader);
    case 11:
      onlyFrom('server', reader, from);
      checkFlags(reader, flags, 0);
      return readUnsuback(reader, from);
    case 12:
      onlyFrom('client', reader, from);
      checkFlags(reader, flags, 0);
      return { type: 'pingreq' };
    case 13:
      onlyFrom('server', reader, from);
      checkFlags(reader, flags, 0);
      return { type: 'pingresp' };
    case 14:
      if (reader.version !== 5) onlyFrom('client', reader, from);
      checkFlags(reader, flags, 0, 'MQTT-3.14.1-1');
      return readDisconnect(reader, from);
    case 15:
      if (reader.version !== 5) break;
      checkFlags(reader, flags, 0, 'MQTT-3.15.1-1');
      return readAuth(reader, from);
  }
  throw reader.malformed(reader.clause('2.2.1', '2.1.2'), 0, `There is no packet type ${type}`);
}

function onlyFrom(sender: 'client' | 'server', reader: Reader, from: Sender): void {
  if (from === sender || from === 'either') return;
  throw reader.violation(reader.clause('2.2.1', '2.1.2'), 0, `Only a ${sender} sends such a packet`);
}
