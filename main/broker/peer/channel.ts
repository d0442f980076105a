import type { ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';

/** By which way a network connection came, and as whom. */
export interface ChannelOrigin {
  readonly transport: ListenerTransport;
  /** The name of the listener that it came by. */
  readonly listener: string;
  /** The subject's common name in the client certificate, where one was shown and verified. */
  readonly certificateName: string | undefined;
  /** Milliseconds that TLS and WebSocket took until MQTT could begin. */
  readonly waited: number;
}

/** One network connection as a stream of bytes, whatever carries it. */
export interface Channel extends ChannelOrigin {
  /** The other end, for people: `127.0.0.1:50412`. */
  readonly address: string;
  /** Bytes written that the network has not taken yet. */
  readonly pendingBytes: number;
  /** Bytes that came and that the transport keeps until more are there; a packet in a WebSocket message, say. */
  readonly heldBytes: number;
  /** Says who hears what happens; once, before anything can. */
  listen(events: ChannelEvents): void;
  /**
   * Sends bytes, which must not change afterwards. `waits` is about a broker that stores its state: they tell of
   * something that has to be stored before they may leave. Whoever passes bytes on to another channel passes it on.
   */
  write(bytes: Uint8Array, waits: boolean): void;
  pause(): void;
  resume(): void;
  /** Ends our direction once all is sent; the other may still speak, so that what we said last arrives. */
  finish(): void;
  /** Closes at once, whatever is unsent. */
  destroy(): void;
  /** Closes at once by a reset, as a host that has lost the connection. */
  reset(): void;
}

/** Hears what happens on a channel. */
export interface ChannelEvents {
  received(chunk: Uint8Array): void;
  /** `heldBytes` may be others. */
  held(): void;
  /** All that was written has gone: called after the write, as soon or as late as that is. */
  drained(): void;
  /** The peer sends nothing more, or broke a rule of the transport. `why` is one sentence. */
  ended(why: string): void;
  /** Nothing goes in or out any more. `why` is one sentence. */
  closed(why: string): void;
}
