import type { Qos } from '../../../app/mqtt/packet.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import type { Ending } from './ending.ts';
import type { Publisher } from './pressure.ts';

/** The network connection that a session is on, as the session and the router see it. */
export interface Connection {
  readonly isLeftBehind: boolean;
  deliver(routed: RoutedMessage, qos: Qos, retain: boolean, identifiers: readonly number[]): void;
  /** Makes the publisher wait if this reader is behind; see pressure.ts. */
  slow(publisher: Publisher): void;
  end(ending: Ending): void;
  /** Closes at once, without a word and with what is unsent. */
  cut(): void;
}
