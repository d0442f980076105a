import type { AuthPacket, DisconnectPacket } from './packet.ts';
import { noProperties } from './properties.ts';
import { readProperties } from './read-properties.ts';
import { readReasonCode } from './read-reason-code.ts';
import type { Reader } from './reader.ts';
import type { Sender } from './sender.ts';

/** Reads DISCONNECT (clause 3.14); reason code and properties may be left out. */
export function readDisconnect(reader: Reader, from: Sender): DisconnectPacket {
  if (reader.version !== 5 || reader.remaining === 0) {
    return { type: 'disconnect', reasonCode: 0, properties: noProperties };
  }
  const reasonCode = readReasonCode(reader, 'disconnect', '3.14.2.1', 'MQTT-3.14.2-1', from);
  const properties =
    reader.remaining === 0 ? noProperties : readProperties(reader, 'disconnect', '3.14.2.2', from);
  return { type: 'disconnect', reasonCode, properties };
}

/** Reads AUTH (clause 3.15); both may be left out together, a reason code alone may not stand. */
export function readAuth(reader: Reader, from: Sender): AuthPacket {
  if (reader.remaining === 0) return readEmptyAuth(reader, from);
  const reasonCode = readReasonCode(reader, 'auth', '3.15.2.1', 'MQTT-3.15.2-1', from);
  const start = reader.position;
  const properties = readProperties(reader, 'auth', '3.15.2.2', from);
  if (properties.authenticationMethod === undefined) {
    throw reader.violation('3.15.2.2.2', start, 'There is no Authentication Method');
  }
  return { type: 'auth', reasonCode, properties };
}

/** An empty AUTH says Success, which only a server may say. */
function readEmptyAuth(reader: Reader, from: Sender): AuthPacket {
  if (from === 'client') throw reader.violation('MQTT-3.15.2-1', 0, 'A client has no AUTH with Success');
  return { type: 'auth', reasonCode: 0, properties: noProperties };
}
