import type { Socket } from 'node:net';
import type { Clock } from '../../../app/base/clock.ts';
import type { Cancel, Timers } from '../timers.ts';
import { addressOf } from './address.ts';
import { carrierOf } from './carrier-of.ts';

/** A network connection that did not become one of MQTT. */
export interface Refusal {
  /** µs since 1970 */
  readonly time: number;
  /** The other end, for people: `127.0.0.1:50412`. */
  readonly address: string;
  /** One sentence. */
  readonly why: string;
  /** It did nothing wrong: there were as many as may be. */
  readonly isForRoom: boolean;
}

interface LobbyNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Milliseconds that a connection may take until it speaks MQTT. */
  readonly timeout: number;
  /** Whether there are as many connections as may be. */
  readonly isFull: () => boolean;
  readonly refused: (refusal: Refusal) => void;
}

/** What to say, in one sentence each, of a connection that takes too long, and of one that closes before. */
export interface Stage {
  readonly tooLate: string;
  readonly gone: string;
}

interface Waiting {
  readonly address: string;
  /** µs since 1970 */
  readonly since: number;
  readonly cancel: Cancel;
  stage: Stage;
  isRefused: boolean;
}

/** Network connections of one listener that do not speak MQTT yet: they shake hands for TLS, or ask for WebSocket. */
export class Lobby {
  readonly #needs: LobbyNeeds;
  readonly #waiting = new Map<Socket, Waiting>();

  constructor(needs: LobbyNeeds) {
    this.#needs = needs;
  }

  get size(): number {
    return this.#waiting.size;
  }

  enter(socket: Socket, stage: Stage): void {
    const { clock, timers, timeout, isFull } = this.#needs;
    const address = addressOf(socket.remoteAddress, socket.remotePort);
    if (isFull()) {
      this.turnAway(address);
      socket.destroy();
      return;
    }
    const cancel = timers.after(timeout, () => {
      this.refuse(socket, waiting.stage.tooLate);
      socket.destroy();
    });
    const waiting: Waiting = { address, since: clock.now(), cancel, stage, isRefused: false };
    this.#waiting.set(socket, waiting);
    // Later, because whoever closed it may know why and say it in this turn.
    socket.once('close', () => setImmediate(() => this.#gone(socket, waiting)));
  }

  /** The time it has stays the same for all stages together. */
  goOn(socket: Socket, stage: Stage): void {
    const waiting = this.#waiting.get(carrierOf(socket));
    if (waiting !== undefined) waiting.stage = stage;
  }

  /** It speaks MQTT from here on. Answers how many milliseconds that took, undefined if it is not waiting any more. */
  leave(socket: Socket): number | undefined {
    const waiting = this.#forget(socket);
    if (waiting === undefined || waiting.isRefused) return undefined;
    return (this.#needs.clock.now() - waiting.since) / 1000;
  }

  /** Tells a refusal, once for a connection. Whoever refuses closes it; what lingers is closed when its time is over. */
  refuse(socket: Socket, why: string): void {
    const waiting = this.#waiting.get(carrierOf(socket));
    if (waiting === undefined || waiting.isRefused) return;
    waiting.isRefused = true;
    this.tell(waiting.address, why);
  }

  /** Tells the refusal of a connection that has left. */
  tell(address: string, why: string): void {
    this.#needs.refused({ time: this.#needs.clock.now(), address, why, isForRoom: false });
  }

  /** Tells that there is no room for one more. */
  turnAway(address: string): void {
    const why = 'There are too many connections.';
    this.#needs.refused({ time: this.#needs.clock.now(), address, why, isForRoom: true });
  }

  closeAll(): void {
    for (const [socket, waiting] of this.#waiting) {
      // It did nothing wrong.
      waiting.isRefused = true;
      socket.destroy();
    }
  }

  #gone(socket: Socket, waiting: Waiting): void {
    this.refuse(socket, waiting.stage.gone);
    this.#forget(socket);
  }

  #forget(socket: Socket): Waiting | undefined {
    const carrier = carrierOf(socket);
    const waiting = this.#waiting.get(carrier);
    this.#waiting.delete(carrier);
    waiting?.cancel();
    return waiting;
  }
}
