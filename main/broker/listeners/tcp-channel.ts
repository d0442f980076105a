import type { Socket } from 'node:net';
import type { ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import type { Channel, ChannelEvents, ChannelOrigin } from '../peer/channel.ts';
import { addressOf } from './address.ts';
import { carrierOf } from './carrier-of.ts';

/** A TCP or TLS connection as a channel. The server must allow half-open sockets. */
export class TcpChannel implements Channel {
  readonly address: string;
  readonly transport: ListenerTransport;
  readonly listener: string;
  readonly certificateName: string | undefined;
  readonly waited: number;
  readonly heldBytes = 0;
  readonly #socket: Socket;
  readonly #written: () => void;
  #events: ChannelEvents | undefined;
  #first: ((chunk: Uint8Array) => void) | undefined;
  #why = 'The client closed the network connection.';

  /** `first` is shown what comes first, before anybody else. */
  constructor(socket: Socket, origin: ChannelOrigin, first: (chunk: Uint8Array) => void) {
    this.#socket = socket;
    this.address = addressOf(socket.remoteAddress, socket.remotePort);
    this.transport = origin.transport;
    this.listener = origin.listener;
    this.certificateName = origin.certificateName;
    this.waited = origin.waited;
    this.#first = first;
    this.#written = () => {
      if (socket.writableLength === 0 && !socket.destroyed) this.#events?.drained();
    };
  }

  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  listen(events: ChannelEvents): void {
    this.#events = events;
    const socket = this.#socket;
    // Without it the other end's Nagle and delayed acknowledgements add 40 ms to a handshake.
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#received(chunk));
    socket.on('end', () => events.ended(this.#why));
    socket.on('error', (error) => {
      this.#why = reasonOf(error);
    });
    socket.on('close', () => events.closed(this.#why));
  }

  write(bytes: Uint8Array): void {
    if (!this.#socket.writableEnded && !this.#socket.destroyed) this.#socket.write(bytes, this.#written);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  finish(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  reset(): void {
    carrierOf(this.#socket).resetAndDestroy();
  }

  #received(chunk: Uint8Array): void {
    if (this.#first !== undefined) {
      this.#first(chunk);
      this.#first = undefined;
    }
    this.#events?.received(chunk);
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNRESET') return 'The client reset the network connection.';
  if (error.code === 'EPIPE')
    return 'The client closed the network connection while it was being written to.';
  return `The network connection failed: ${error.message}.`;
}
