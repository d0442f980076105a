import type { Clock } from '../../app/base/clock.ts';
import type { Will } from '../../app/mqtt/packet.ts';
import { messageOfWill } from './message.ts';
import { RoutedMessage } from './routed-message.ts';
import type { Router } from './router.ts';
import type { Cancel, Timers } from './timers.ts';

interface WaitingWill {
  readonly will: Will;
  readonly cancel: Cancel;
}

/** Wills whose connection has closed: published at once, or when their delay has passed (clause 3.1.2.5). */
export class Wills {
  readonly #router: Router;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #waiting = new Map<string, WaitingWill>();

  constructor(router: Router, clock: Clock, timers: Timers) {
    this.#router = router;
    this.#clock = clock;
    this.#timers = timers;
  }

  /** The connection of this client has closed without a DISCONNECT that deletes the will. */
  connectionClosed(clientId: string, will: Will): void {
    const delay = will.properties.willDelayInterval ?? 0;
    if (delay === 0) {
      this.#publish(clientId, will);
      return;
    }
    const cancel = this.#timers.after(delay * 1000, () => this.publishNow(clientId));
    this.#waiting.set(clientId, { will, cancel });
  }

  /** Publishes the will that waits, if one does: its delay has passed or its session has ended. */
  publishNow(clientId: string): void {
    const will = this.#waiting.get(clientId)?.will;
    this.cancel(clientId);
    if (will !== undefined) this.#publish(clientId, will);
  }

  cancel(clientId: string): void {
    this.#waiting.get(clientId)?.cancel();
    this.#waiting.delete(clientId);
  }

  #publish(clientId: string, will: Will): void {
    const message = messageOfWill(will, clientId, this.#clock.now());
    this.#router.route(new RoutedMessage(message, undefined), undefined);
  }
}

/** A will in bytes of its own, as it outlives the CONNECT that brought it. */
export function keepWill(will: Will): Will {
  const { correlationData } = will.properties;
  return {
    ...will,
    payload: new Uint8Array(will.payload),
    properties:
      correlationData === undefined
        ? will.properties
        : { ...will.properties, correlationData: new Uint8Array(correlationData) },
  };
}
