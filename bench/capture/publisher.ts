import { once } from 'node:events';
import { connect } from 'node:net';
import { Framer } from '../../app/mqtt/framer.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import { connectFrame } from '../broker/frames.ts';
import { Flood } from './flood.ts';

/** Messages that it has under way at QoS 1 and 2. */
const window = 1000;

/** A client that publishes to a broker what the flood makes, and keeps its side of the handshakes. */
export async function startPublisher(port: number, qos: Qos) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.write(connectFrame('bench-flood', true));
  await once(socket, 'data');
  const flood = new Flood({ socket, version: 4, qos, window });
  const framer = new Framer({ maximumPacketSize: 1_000 });
  let releases: Uint8Array[] = [];
  const take = (frame: Uint8Array): void => {
    const [first = 0, , high = 0, low = 0] = frame;
    // PUBREC is answered by PUBREL; PUBACK and PUBCOMP end a handshake.
    if (first >> 4 === 5) releases.push(Uint8Array.of(0x62, 2, high, low));
    else flood.settled((high << 8) | low);
  };
  socket.on('data', (chunk: Uint8Array) => {
    framer.push(chunk, take);
    if (releases.length > 0) socket.write(Buffer.concat(releases));
    releases = [];
    flood.pump();
  });
  return { port, flood, pings: 0, longestSilence: 0, close: () => socket.destroy() };
}
