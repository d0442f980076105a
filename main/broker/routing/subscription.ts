import type { Qos } from '../../../app/mqtt/packet.ts';
import type { Publisher } from '../peer/pressure.ts';
import type { Delivery } from '../session/delivery.ts';
import type { RoutedMessage } from './routed-message.ts';

/** Whom copies go to: a session, connected or asleep. */
export interface Destination {
  readonly clientId: string;
  readonly isConnected: boolean;
  /** Connected, but so far behind that it costs others: see pressure.ts. */
  readonly isLeftBehind: boolean;
  /** Connected, and one more QoS 1 or 2 message would have to wait for acknowledgements of others. */
  readonly isBusy: boolean;
  /** Whether the access rules let it have messages of this topic. */
  mayReceive(topic: string): boolean;
  /** A message of this topic is kept from it by the access rules: counted and told. */
  withhold(topic: string): void;
  /** `share` is the filter of the shared subscription that it comes by. */
  deliver(
    routed: RoutedMessage,
    qos: Qos,
    retain: boolean,
    identifiers: readonly number[],
    share: string | undefined,
  ): void;
  /** Goes on with what another member of a shared subscription has left. */
  takeOver(delivery: Delivery): void;
  /** Makes the publisher of what was just delivered wait if this receiver is behind. */
  slow(publisher: Publisher): void;
}

/** One topic filter that a session is subscribed to, with what was granted. */
export interface Subscription {
  readonly destination: Destination;
  /** As the client wrote it, `$share/…` included. */
  readonly filter: string;
  /** What topic names are held against: `filter` without `$share/name/`. */
  readonly topicFilter: string;
  readonly shareName: string | undefined;
  readonly qos: Qos;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  /** When what was retained was to be sent (clause 3.8.3.1): it has done its part, and is kept to be looked at. */
  readonly retainHandling: 0 | 1 | 2;
  readonly identifier: number | undefined;
  /** Messages that were on their way because of it. */
  deliveries: number;
}
