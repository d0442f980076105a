import type { FaultyConnection } from './faulty-connection.ts';
import type { CloseHow } from './verdict.ts';

const why = 'A fault on purpose closed the connection.';
/** Administrative action. */
const administrative = 0x98;

/**
 * The end of a connection that a fault asks for. It comes when the work in hand is done, not in the midst of a message
 * that is being routed; until then nothing more of the connection goes either way.
 */
export class BreakOff {
  readonly #connection: FaultyConnection;
  #isUnderWay = false;
  #isResetDue = false;

  constructor(connection: FaultyConnection) {
    this.#connection = connection;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  close(how: CloseHow): void {
    if (how === 'reset') this.afterwards(() => this.#reset());
    else {
      const reasonCode = how === 'say' ? administrative : undefined;
      this.afterwards(() => this.#connection.end({ reasonCode, why, withWill: true }));
    }
  }

  /** `end` ends the connection. */
  afterwards(end: () => void): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    queueMicrotask(end);
  }

  /** All that was put is on the network. */
  drained(): void {
    if (this.#isResetDue) this.#reset();
  }

  /** A reset throws away what is unsent: what went before it is waited for. */
  #reset(): void {
    this.#isResetDue = this.#connection.stream.unsentBytes > 0;
    if (!this.#isResetDue) this.#connection.reset(why);
  }
}
