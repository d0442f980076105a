import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { decode } from '../../../app/mqtt/decode.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import { Framer } from '../../../app/mqtt/framer.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';

/** One client of the fake broker. */
interface FakePeer {
  send(packet: Packet): void;
  sendBytes(...bytes: number[]): void;
  drop(): void;
  /** How many clients came before it. */
  readonly number: number;
}

interface FakeBroker {
  readonly port: number;
  readonly received: Packet[];
  /** Bytes of each read of the socket, with the number of packets in it. */
  readonly reads: number[];
  close(): Promise<void>;
}

/** A peer that does exactly what a test says: for what no well-behaved broker does. */
export async function startFakeBroker(
  version: ProtocolVersion,
  onPacket: (packet: Packet, peer: FakePeer) => void,
): Promise<FakeBroker> {
  const received: Packet[] = [];
  const reads: number[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    const framer = new Framer({ maximumPacketSize: 1_000_000 });
    const peer = peerOf(socket, version, count);
    count += 1;
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Uint8Array) => {
      let packets = 0;
      framer.push(chunk, (frame) => {
        packets += 1;
        const packet = decode(frame.slice(), version, 'client');
        received.push(packet);
        onPacket(packet, peer);
      });
      reads.push(packets);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    reads,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function peerOf(socket: Socket, version: ProtocolVersion, number: number): FakePeer {
  return {
    number,
    send: (packet) => {
      socket.write(encode(packet, version));
    },
    sendBytes: (...bytes) => {
      socket.write(Uint8Array.from(bytes));
    },
    drop: () => {
      socket.destroy();
    },
  };
}

export function connack(
  sessionPresent: boolean,
  reasonCode = 0,
  properties: Properties = noProperties,
): Packet {
  return { type: 'connack', sessionPresent, reasonCode, properties };
}

export function ack(type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp', id: number, reasonCode = 0): Packet {
  return { type, id, reasonCode, properties: noProperties };
}
