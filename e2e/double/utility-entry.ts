// Loaded into a utility process before its module: gives it `process.parentPort`.
import { EventEmitter } from 'node:events';
import type { ChildMessage } from './child-messages.ts';

/** An end of a channel whose other end is in another process. */
class RemotePort extends EventEmitter {
  readonly #send: (message: ChildMessage) => void;
  readonly #id: number;
  #isStarted = false;
  #queue: unknown[] = [];

  constructor(id: number, send: (message: ChildMessage) => void) {
    super();
    this.#id = id;
    this.#send = send;
  }

  postMessage(value: unknown): void {
    this.#send({ type: 'port', id: this.#id, value });
  }

  start(): void {
    this.#isStarted = true;
    for (const value of this.#queue.splice(0)) this.receive(value);
  }

  close(): void {
    this.#send({ type: 'portClosed', id: this.#id });
  }

  receive(value: unknown): void {
    if (this.#isStarted) this.emit('message', { data: value, ports: [] });
    else this.#queue.push(value);
  }
}

/** Queues what comes until somebody listens, as Electron's does. */
class ParentPort extends EventEmitter {
  readonly #ports = new Map<number, RemotePort>();
  #queue: ChildMessage[] = [];

  constructor() {
    super();
    process.on('message', (message: ChildMessage) => this.#told(message));
    this.on('newListener', () => queueMicrotask(() => this.#flush()));
  }

  postMessage(value: unknown): void {
    send({ type: 'message', value, ports: [] });
  }

  #flush(): void {
    if (this.listenerCount('message') === 0) return;
    for (const message of this.#queue.splice(0)) this.#told(message);
  }

  #told(message: ChildMessage): void {
    if (message.type === 'port') this.#ports.get(message.id)?.receive(message.value);
    if (message.type === 'portClosed') {
      this.#ports.get(message.id)?.emit('close');
      this.#ports.delete(message.id);
    }
    if (message.type !== 'message') return;
    if (this.listenerCount('message') === 0) this.#queue.push(message);
    else this.emit('message', { data: message.value, ports: message.ports.map((id) => this.#open(id)) });
  }

  #open(id: number): RemotePort {
    const port = new RemotePort(id, send);
    this.#ports.set(id, port);
    return port;
  }
}

function send(message: ChildMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

// Chromium ends its utility processes when the browser's process is gone.
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
