import { ExchangeTable } from './exchange-table.ts';
import type { OpenExchange } from './open-exchange.ts';

/** What is known of the session of a client: its handshakes outlive a connection as long as it does (clause 4.1). */
export class SessionTrace {
  /** The client identifier, empty while it is not known. */
  client: string;
  /** All of it has been seen: what is not known to be in flight is not in flight. */
  isWhole: boolean;
  /** Seconds that it lives without a connection. */
  expiry = 0;
  /** The connection that it has at present. */
  link: { readonly number: number } | undefined;
  /** When its connection was lost, µs since 1970. */
  awaySince = 0;
  /** When the will of its last connection is due, µs since 1970; 0 without one, or once it is out. */
  willDue = 0;
  /** A CONNECT with Clean Start came last for it: who takes its connection over ends it. */
  isToEnd = false;
  /** Its server, the app itself, was started anew since: whether it still has the session is no news. */
  isOfEarlierRun = false;
  /** Exchanges in flight that the client began, and those that the server began. */
  readonly fromClient = new ExchangeTable<OpenExchange>();
  readonly fromServer = new ExchangeTable<OpenExchange>();
  /** Deliveries that are queued, by the sequence numbers of their messages. */
  readonly waiting = new ExchangeTable<OpenExchange>();

  constructor(client: string, isWhole: boolean) {
    this.client = client;
    this.isWhole = isWhole;
  }
}
