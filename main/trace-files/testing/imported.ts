import { encode } from '../../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { CaptureImport } from '../capture-import.ts';
import { notedSink } from './noted-sink.ts';
import { pcapFile } from './pcap-file.ts';

export const rawIp = 101;
export const start = 1_700_000_000_123_456;

export function connect(clientId: string, protocolVersion: ProtocolVersion): Uint8Array {
  return encode(
    {
      type: 'connect',
      protocolVersion,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      will: undefined,
      username: undefined,
      password: undefined,
      properties: {},
    },
    protocolVersion,
  );
}

export function connack(version: ProtocolVersion): Uint8Array {
  return encode({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: {} }, version);
}

export function publish(
  topic: string,
  version: ProtocolVersion,
  payload = '{"value":21.5}',
  id = 7,
): Uint8Array {
  const packet: Packet = {
    type: 'publish',
    topic,
    payload: Buffer.from(payload),
    qos: 1,
    retain: false,
    dup: false,
    id,
    properties: {},
  };
  return encode(packet, version);
}

export function puback(version: ProtocolVersion, id = 7): Uint8Array {
  return encode({ type: 'puback', id, reasonCode: 0, properties: {} }, version);
}

/** Imports packets that came one ms after another. */
export function imported(packets: readonly Uint8Array[], port?: number) {
  const file = pcapFile(
    packets.map((data, index) => ({ time: start + index * 1_000, data })),
    { linkType: rawIp },
  );
  return importedFile(file, port);
}

export function importedFile(file: Uint8Array, port?: number, chunk = 100) {
  const { sink, lines, times } = notedSink();
  const capture = new CaptureImport(sink, { port });
  for (let at = 0; at < file.byteLength; at += chunk) {
    capture.push(file.subarray(at, at + chunk));
    capture.work();
  }
  const rest = capture.end();
  capture.work();
  return { lines, times, rest, summary: capture.summary(), searched: capture.searched };
}
