import { expect, test, vi } from 'vitest';
import { unpack } from './packed.ts';
import type { SocketLike } from './web-socket-port.ts';
import { maximumBufferedBytes, webSocketPort } from './web-socket-port.ts';

test('what is posted before the socket opens goes out in order when it does', () => {
  const { socket, port } = setup();

  port.post(1);
  port.post(2);
  const before = socket.sent.length;
  socket.opens();
  port.post(3);

  expect([before, socket.sent.map(read)]).toEqual([0, [1, 2, 3]]);
});

test('a socket that never opens costs a bounded amount', () => {
  const { port, closed } = setup();
  const chunk = new Uint8Array(10_000_000);

  const posted = [1, 2, 3, 4].map(() => port.post(chunk));

  expect([posted, closed.mock.calls.length]).toEqual([[true, true, true, false], 1]);
});

test('an end that does not read is left', () => {
  const { socket, port, closed } = setup();
  socket.opens();
  socket.bufferedAmount = maximumBufferedBytes + 1;

  port.post(1);
  const after = port.post(2);

  expect([after, closed.mock.calls.length, socket.code]).toEqual([false, 1, 4001]);
});

test('text is not of the wire', () => {
  const { socket, closed } = setup();
  socket.opens();

  socket.tell('message', { data: '{"kind":"call"}' });

  expect([closed.mock.calls.length, socket.code]).toEqual([1, 4000]);
});

test('a socket that was closing already ends the port at the next post', () => {
  const { socket, port, closed } = setup();
  socket.opens();
  socket.readyState = 2;

  expect([port.post(1), closed.mock.calls.length]).toEqual([false, 1]);
});

function setup() {
  const socket = new FakeSocket();
  const port = webSocketPort(socket);
  const closed = vi.fn();
  port.onClose(closed);
  return { socket, port, closed };
}

function read(data: Uint8Array): unknown {
  const unpacked = unpack(data);
  return unpacked.ok ? unpacked.message : undefined;
}

class FakeSocket implements SocketLike {
  binaryType = 'blob';
  readyState = 0;
  bufferedAmount = 0;
  code: number | undefined;
  readonly sent: Uint8Array[] = [];
  readonly #listeners = new Map<string, (event: object) => void>();

  send(data: Uint8Array<ArrayBuffer>): void {
    this.sent.push(data);
  }

  close(code?: number): void {
    this.code = code;
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    this.#listeners.set(type, listener);
  }

  removeEventListener(type: string): void {
    this.#listeners.delete(type);
  }

  opens(): void {
    this.readyState = 1;
    this.tell('open', {});
  }

  tell(type: string, event: object): void {
    this.#listeners.get(type)?.(event);
  }
}
