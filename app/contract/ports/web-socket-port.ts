import type { Port } from '../port.ts';
import { maximumMessageBytes, pack, unpack } from './packed.ts';
import { PortListeners } from './port-listeners.ts';

/** What a WebSocket of a page and one of the `ws` library have in common. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  /** Only `ws` has it: ends at once, without waiting for what is still to be written. */
  terminate?(): void;
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
}

/** Written and not yet gone out; beyond it the other end does not read, and the port closes. */
export const maximumBufferedBytes = 40_000_000;
/** Messages that wait for the socket to open. */
const maximumWaiting = 1_000;

const connecting = 0;
const open = 1;

/** Codes from 4000 on are the application's; a page may send no others. */
const notTheWire = 4000;
const notReading = 4001;

/** A port over a WebSocket, open or about to open. It owns the socket from now on. */
export function webSocketPort(socket: SocketLike): Port {
  return new WebSocketEnd(socket);
}

class WebSocketEnd implements Port {
  readonly #socket: SocketLike;
  readonly #listeners = new PortListeners();
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #waitingBytes = 0;

  constructor(socket: SocketLike) {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', this.#onOpen);
    socket.addEventListener('message', this.#onMessage);
    socket.addEventListener('close', this.#onEnd);
    // `ws` throws an error that nobody hears; a close always follows.
    socket.addEventListener('error', this.#onError);
  }

  post(message: unknown): boolean {
    if (this.#listeners.ended) return false;
    const packed = pack(message);
    if (packed === undefined) return false;
    return this.#socket.readyState === connecting ? this.#wait(packed) : this.#send(packed);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listeners.onMessage(listener);
  }

  onClose(listener: () => void): void {
    this.#listeners.onClose(listener);
  }

  close(): void {
    this.#leave(1000, '');
  }

  #wait(packed: Uint8Array<ArrayBuffer>): boolean {
    const bytes = this.#waitingBytes + packed.byteLength;
    if (this.#waiting.length >= maximumWaiting || bytes > maximumBufferedBytes) {
      this.#leave(notReading, 'too much is waiting to be sent');
      return false;
    }
    this.#waiting.push(packed);
    this.#waitingBytes = bytes;
    return true;
  }

  #send(packed: Uint8Array<ArrayBuffer>): boolean {
    if (this.#socket.readyState !== open) {
      // It is closing, and says so later.
      this.#onEnd();
      return false;
    }
    this.#socket.send(packed);
    if (this.#socket.bufferedAmount > maximumBufferedBytes) {
      this.#leave(notReading, 'too much is waiting to be read');
      this.#socket.terminate?.();
    }
    return true;
  }

  readonly #onOpen = (): void => {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const packed of waiting) this.#send(packed);
  };

  readonly #onMessage = (event: object): void => {
    const unpacked = unpackData('data' in event ? event.data : undefined);
    if (unpacked.ok) this.#listeners.message(unpacked.message);
    else this.#leave(notTheWire, 'not a message of the contract');
  };

  readonly #onError = (): void => {
    this.#leave(1000, '');
  };

  readonly #onEnd = (): void => {
    this.#release();
    this.#listeners.end();
  };

  #leave(code: number, reason: string): void {
    if (this.#listeners.ended) return;
    this.#socket.close(code, reason);
    this.#onEnd();
  }

  #release(): void {
    this.#waiting = [];
    this.#socket.removeEventListener('open', this.#onOpen);
    this.#socket.removeEventListener('message', this.#onMessage);
    this.#socket.removeEventListener('close', this.#onEnd);
  }
}

function unpackData(data: unknown): ReturnType<typeof unpack> {
  if (!(data instanceof ArrayBuffer) || data.byteLength > maximumMessageBytes) return { ok: false };
  return unpack(new Uint8Array(data));
}
