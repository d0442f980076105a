import { EventEmitter, getEventListeners } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test, vi } from 'vitest';
import { contractSuite } from '../testing/contract-suite.ts';
import { portSuite } from '../testing/port-suite.ts';
import { messagePort } from './message-port.ts';

async function channel() {
  const { port1, port2 } = new MessageChannel();
  return [messagePort(port1), messagePort(port2)] as const;
}

portSuite('a MessagePort', channel);
contractSuite('a MessagePort', channel);

describe('a MessagePort that is owned', () => {
  test('has no listener of ours after the close', () => {
    const { port1 } = new MessageChannel();
    const kinds = ['message', 'close'];
    const port = messagePort(port1);
    port.onMessage(() => undefined);
    const before = kinds.map((kind) => getEventListeners(port1, kind).length);

    port.close();

    expect([before, kinds.map((kind) => getEventListeners(port1, kind).length)]).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  test('may be an emitter, as in the main process of Electron', async () => {
    const emitter = new EmitterOfElectron();
    const port = messagePort(emitter);
    const all: unknown[] = [];
    const closed = vi.fn();
    port.onMessage((message) => all.push(message));
    port.onClose(closed);

    port.post('out');
    emitter.emit('message', { data: 'in' });
    emitter.emit('close');

    expect([emitter.calls, all, closed.mock.calls.length]).toEqual([['start', 'out', 'close'], ['in'], 1]);
    expect(emitter.listenerCount('message') + emitter.listenerCount('close')).toBe(0);
  });
});

class EmitterOfElectron extends EventEmitter {
  readonly calls: unknown[] = [];
  postMessage(message: unknown): void {
    this.calls.push(message);
  }
  start(): void {
    this.calls.push('start');
  }
  close(): void {
    this.calls.push('close');
  }
}
