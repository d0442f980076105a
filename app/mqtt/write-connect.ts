import { assert } from '../base/assert.ts';
import type { ConnackPacket, ConnectPacket, ProtocolVersion, Will } from './packet.ts';
import type { Sink } from './sink.ts';
import { writeProperties } from './write-properties.ts';

/** Writes CONNECT after its fixed header (clause 3.1), in the version that it names itself. */
export function writeConnect(sink: Sink, packet: ConnectPacket): void {
  const { protocolVersion: version, will, username, password } = packet;
  assert(
    version === 5 || username !== undefined || password === undefined,
    'a password has a user name [MQTT-3.1.2-22]',
  );
  sink.text(version === 3 ? 'MQIsdp' : 'MQTT');
  sink.byte(version);
  sink.byte(connectFlags(packet));
  sink.uint16(packet.keepAlive);
  writeProperties(sink, 'connect', packet.properties, version);
  sink.text(packet.clientId);
  if (will !== undefined) writeWill(sink, will, version);
  if (username !== undefined) sink.text(username);
  if (password !== undefined) sink.binary(password);
}

/** Writes CONNACK after its fixed header (clause 3.2); 3.1 has no Session Present. */
export function writeConnack(sink: Sink, packet: ConnackPacket, version: ProtocolVersion): void {
  assert(!packet.sessionPresent || packet.reasonCode === 0, 'a refusal has no session [MQTT-3.2.2-6]');
  assert(version === 5 || packet.reasonCode <= 5, 'a return code before 5.0 is at most 5');
  sink.byte(packet.sessionPresent && version !== 3 ? 1 : 0);
  sink.byte(packet.reasonCode);
  writeProperties(sink, 'connack', packet.properties, version);
}

function connectFlags({ cleanStart, will, username, password }: ConnectPacket): number {
  const willFlags = will === undefined ? 0 : 0x04 | (will.qos << 3) | (will.retain ? 0x20 : 0);
  const credentials = (username === undefined ? 0 : 0x80) | (password === undefined ? 0 : 0x40);
  return credentials | willFlags | (cleanStart ? 0x02 : 0);
}

function writeWill(sink: Sink, will: Will, version: ProtocolVersion): void {
  writeProperties(sink, 'will', will.properties, version);
  sink.text(will.topic);
  sink.binary(will.payload);
}
