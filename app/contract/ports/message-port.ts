import type { Port } from '../port.ts';
import { PortListeners } from './port-listeners.ts';

/** What a MessagePort of a page and one of Node have in common. */
interface EventTargetPort {
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
  start(): void;
  close(): void;
}

/** Electron's MessagePortMain, which is an emitter of Node instead. */
export interface EmitterPort {
  postMessage(message: unknown): void;
  on(type: string, listener: (event: object) => void): unknown;
  off(type: string, listener: (event: object) => void): unknown;
  start(): void;
  close(): void;
}

/** A port over a MessagePort of any of the three kinds. It owns the MessagePort from now on. */
export function messagePort(port: EventTargetPort | EmitterPort): Port {
  return new MessagePortEnd(port, subscriber(port));
}

/** Adds a listener and answers how to take it away. */
type Subscribe = (type: string, listener: (event: object) => void) => () => void;

class MessagePortEnd implements Port {
  readonly #port: EventTargetPort | EmitterPort;
  readonly #listeners = new PortListeners();
  readonly #subscriptions: readonly (() => void)[];

  constructor(port: EventTargetPort | EmitterPort, subscribe: Subscribe) {
    this.#port = port;
    this.#subscriptions = [
      subscribe('message', (event) => this.#listeners.message('data' in event ? event.data : undefined)),
      subscribe('close', () => this.close()),
    ];
  }

  post(message: unknown): boolean {
    if (this.#listeners.ended) return false;
    this.#port.postMessage(message);
    return true;
  }

  /** Messages wait in the MessagePort until somebody listens. */
  onMessage(listener: (message: unknown) => void): void {
    this.#listeners.onMessage(listener);
    if (!this.#listeners.ended) this.#port.start();
  }

  onClose(listener: () => void): void {
    this.#listeners.onClose(listener);
  }

  close(): void {
    if (this.#listeners.ended) return;
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#port.close();
    this.#listeners.end();
  }
}

function subscriber(port: EventTargetPort | EmitterPort): Subscribe {
  return (type, listener) => {
    if ('addEventListener' in port) {
      port.addEventListener(type, listener);
      return () => port.removeEventListener(type, listener);
    }
    port.on(type, listener);
    return () => port.off(type, listener);
  };
}
