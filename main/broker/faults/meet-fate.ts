import { unreachable } from '../../../app/base/assert.ts';
import type { BreakOff } from './break-off.ts';
import type { FaultyConnection } from './faulty-connection.ts';
import type { OtherFate } from './passage.ts';
import { answerTo, codeFor, readReceived } from './reason-answers.ts';
import type { SeenPacket } from './seen-packet.ts';

const why = 'A fault on purpose answered in place of the broker.';
const serverUnavailable = 0x88;
const serverUnavailableBefore5 = 0x03;

/** Does what a fault has decided on a packet that does not go on. */
export function meetFate(
  packet: SeenPacket,
  fate: OtherFate,
  connection: FaultyConnection,
  breakOff: BreakOff,
): void {
  switch (fate.kind) {
    case 'closed':
      breakOff.close(fate.how);
      return;
    case 'session lost':
      loseSession(packet, connection, breakOff);
      return;
    case 'answered':
      if (fate.how === 'own') answer(packet, fate.reasonCode, connection, breakOff);
      else refuse(connection, breakOff, fate.reasonCode, true);
      return;
    default:
      unreachable(fate);
  }
}

function answer(
  seen: SeenPacket,
  reasonCode: number,
  connection: FaultyConnection,
  breakOff: BreakOff,
): void {
  const packet = readReceived(seen);
  if (packet === undefined) return;
  if (packet.type === 'connect') {
    refuse(connection, breakOff, reasonCode, false);
    return;
  }
  const reply = answerTo(packet, reasonCode, seen.version);
  if (reply === undefined) return;
  connection.send(reply);
  // With a failure the client ends its exchange, and with PUBCOMP in any case: the identifier is free (clause 4.3.3).
  const isRefused = reply.type === 'pubrec' && reply.reasonCode >= 0x80;
  if (isRefused || reply.type === 'pubcomp') connection.client?.session.receiving.delete(reply.id);
}

/** CONNACK with the code while there is no client, else DISCONNECT where the version has one; then the end. */
function refuse(
  connection: FaultyConnection,
  breakOff: BreakOff,
  reasonCode: number,
  withWill: boolean,
): void {
  const { client, stream } = connection;
  const type = client === undefined ? 'connack' : 'disconnect';
  const code = codeFor(type, reasonCode, stream.version);
  // Before 5.0 CONNACK has few codes, and the rest is told as "Server unavailable".
  const told =
    stream.version === 5 ? code : code === serverUnavailableBefore5 ? serverUnavailable : reasonCode;
  breakOff.afterwards(() => connection.end({ reasonCode: told, why, withWill }));
}

function loseSession(packet: SeenPacket, connection: FaultyConnection, breakOff: BreakOff): void {
  const { client } = connection;
  if (client !== undefined) {
    breakOff.afterwards(() => connection.loseSession(client.session.clientId));
    return;
  }
  const connect = readReceived(packet);
  if (connect?.type === 'connect') connection.loseSession(connect.clientId);
  connection.stream.process(packet.frame, -1);
}
