import type { Port } from '../port.ts';
import { PortListeners } from './port-listeners.ts';

/** Two ends in one process. Messages are copied and come a turn later, as between processes. */
export function memoryPorts(): readonly [Port, Port] {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.pair(right);
  right.pair(left);
  return [left, right];
}

class MemoryEnd implements Port {
  readonly #listeners = new PortListeners();
  #other: MemoryEnd | undefined;

  pair(other: MemoryEnd): void {
    this.#other = other;
  }

  post(message: unknown): boolean {
    if (this.#listeners.ended) return false;
    const copy = structuredClone(message);
    queueMicrotask(() => this.#other?.receive(copy));
    return true;
  }

  receive(message: unknown): void {
    if (!this.#listeners.ended) this.#listeners.message(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listeners.onMessage(listener);
  }

  onClose(listener: () => void): void {
    this.#listeners.onClose(listener);
  }

  close(): void {
    if (this.#listeners.ended) return;
    this.#listeners.end();
    queueMicrotask(() => this.#other?.close());
  }
}
