import type { Socket } from 'node:net';
import type { Channel, ChannelEvents, ChannelOrigin } from '../peer/channel.ts';
import { addressOf } from './address.ts';
import { carrierOf } from './carrier-of.ts';

/** A TCP or TLS connection as a channel. The server must allow half-open sockets. */
export function tcpChannel(socket: Socket, origin: ChannelOrigin): Channel {
  const heard: { drained: () => void } = { drained: () => undefined };
  const written = () => {
    if (socket.writableLength === 0 && !socket.destroyed) heard.drained();
  };
  return {
    address: addressOf(socket.remoteAddress, socket.remotePort),
    ...origin,
    get pendingBytes() {
      return socket.writableLength;
    },
    heldBytes: 0,
    listen: (events) => {
      heard.drained = () => events.drained();
      hear(socket, events);
    },
    write: (bytes) => {
      if (!socket.writableEnded && !socket.destroyed) socket.write(bytes, written);
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    finish: () => {
      socket.end();
    },
    destroy: () => {
      socket.destroy();
    },
    reset: () => {
      carrierOf(socket).resetAndDestroy();
    },
  };
}

function hear(socket: Socket, events: ChannelEvents): void {
  let why = 'The client closed the network connection.';
  // Without it the other end's Nagle and delayed acknowledgements add 40 ms to a handshake.
  socket.setNoDelay(true);
  socket.on('data', (chunk) => events.received(chunk));
  socket.on('end', () => events.ended(why));
  socket.on('error', (error) => {
    why = reasonOf(error);
  });
  socket.on('close', () => events.closed(why));
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNRESET') return 'The client reset the network connection.';
  if (error.code === 'EPIPE')
    return 'The client closed the network connection while it was being written to.';
  return `The network connection failed: ${error.message}.`;
}
