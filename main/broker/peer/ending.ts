import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { Log } from '../../capture/log.ts';

/** Why and how the broker ends a network connection. */
export interface Ending {
  /** The reason code that a 5.0 client is told; undefined when nothing is to be said. */
  readonly reasonCode: number | undefined;
  /** One sentence in the words of the standard. */
  readonly why: string;
  /** Whether the will goes out: always, except after a DISCONNECT with 0x00 [MQTT-3.14.4-3]. */
  readonly withWill: boolean;
}

/** Without a word: there is nobody to hear it, or nobody who could understand. */
export function silently(why: string): Ending {
  return { reasonCode: undefined, why, withWill: true };
}

/** Authentication took too long by our fault. */
export const decidedTooLate: Ending = {
  reasonCode: 0x89,
  why: 'Too many clients log in for this one to be decided on in time.',
  withWill: false,
};

/** Authentication took too long by the fault of the client, which was asked something. */
export const answeredTooLate: Ending = {
  reasonCode: 0x87,
  why: 'The client did not answer in time when it was asked who it is.',
  withWill: false,
};

/** How a connection ends whose packet could not be handled: the client was wrong, or we were, which is logged. */
export function endingOf(error: unknown, log: Log): Ending {
  if (error instanceof ProtocolError) {
    const why = `${error.message} [${error.clause}].`;
    return { reasonCode: error.reasonCode, why, withWill: true };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log('error', 'broker', `A packet could not be handled: ${text}`);
  return { reasonCode: 0x80, why: 'The broker failed to handle a packet.', withWill: true };
}
