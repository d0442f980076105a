import type { Destination } from '../routing/subscription.ts';
import type { Delivery } from '../session/delivery.ts';
import type { Ending } from './ending.ts';
import type { Publisher } from './pressure.ts';

/** The network connection that a session is on, as the session and the router see it. */
export interface Connection {
  /** The name of the listener that it came by. */
  readonly listener: string;
  readonly isLeftBehind: boolean;
  /** One more QoS 1 or 2 message would have to wait for acknowledgements of others. */
  readonly isBusy: boolean;
  /** Its Receive Maximum allows one more QoS 1 or 2 message. */
  readonly hasQuota: boolean;
  readonly deliver: Destination['deliver'];
  /** Sends what another member of a shared subscription has left. */
  takeOver(delivery: Delivery): void;
  /** Makes the publisher wait if this reader is behind; see pressure.ts. */
  slow(publisher: Publisher): void;
  end(ending: Ending): void;
  /** Closes at once, without a word and with what is unsent. */
  cut(): void;
}
