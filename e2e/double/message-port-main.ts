import { EventEmitter } from 'node:events';

/** Where an end of a channel was sent to: a page, or another process. */
export interface Place {
  message(value: unknown): void;
  closed(): void;
}

/** One end of a channel in the main process, or the main process's hold on one that was sent elsewhere. */
export class MessagePortMain extends EventEmitter {
  #peer: MessagePortMain | undefined;
  #place: Place | undefined;
  #isStarted = false;
  #isClosed = false;
  #queue: unknown[] = [];

  static pair(): readonly [MessagePortMain, MessagePortMain] {
    const [left, right] = [new MessagePortMain(), new MessagePortMain()];
    left.#peer = right;
    right.#peer = left;
    return [left, right];
  }

  postMessage(value: unknown): void {
    const copy = structuredClone(value);
    if (!this.#isClosed) queueMicrotask(() => this.#peer?.receive(copy));
  }

  start(): void {
    this.#isStarted = true;
    for (const value of this.#queue.splice(0)) this.receive(value);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    queueMicrotask(() => this.#peer?.peerClosed());
  }

  /** What comes for this end goes there from now on. Called by what stands for `postMessage` with a transfer. */
  sendTo(place: Place): void {
    this.#place = place;
    this.start();
  }

  /** From the other end. */
  receive(value: unknown): void {
    if (this.#isClosed) return;
    if (!this.#isStarted) this.#queue.push(value);
    else if (this.#place !== undefined) this.#place.message(value);
    else this.emit('message', { data: value, ports: [] });
  }

  /** From the other end. */
  peerClosed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#place?.closed();
    this.emit('close');
  }
}

/** Electron's MessageChannelMain. */
export class ChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    [this.port1, this.port2] = MessagePortMain.pair();
  }
}
