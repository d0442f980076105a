import type { Qos } from '../../app/mqtt/packet.ts';

/** What the generator is told. `name` is the client that it is about. */
export type GeneratorOrder =
  /** Waits for a client, as a broker; answers with the port. */
  | { readonly do: 'listen'; readonly name: string }
  /** Connects to a broker, to publish there. */
  | { readonly do: 'connect'; readonly name: string; readonly port: number; readonly qos: Qos }
  /** Sends so many messages more, without `perSecond` as fast as they are taken. */
  | {
      readonly do: 'send';
      readonly name: string;
      readonly messages: number;
      readonly perSecond?: number | undefined;
    }
  | { readonly do: 'end' | 'count' | 'close'; readonly name: string };

export interface GeneratorCount {
  readonly port: number;
  readonly isSubscribed: boolean;
  /** Messages that were given to the socket, and those that were acknowledged to their end. */
  readonly sent: number;
  readonly acknowledged: number;
  /** All of them are taken by the system and, at QoS 1 and 2, acknowledged. */
  readonly isSettled: boolean;
  readonly pings: number;
  /** The longest time between two packets of the client's, in ms. */
  readonly longestSilence: number;
  /** When that was, in ms of the machine's clock. */
  readonly time: number;
}
