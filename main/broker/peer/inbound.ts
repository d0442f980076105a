import type { InboundFrame } from '../routing/inbound-frame.ts';

/** A packet with the frame that it was read from, valid during the call. */
export interface Inbound extends InboundFrame {
  /** µs since 1970, of the socket read. */
  readonly time: number;
  /** Of its record if it is a PUBLISH, -1 if there is none. */
  readonly sequence: number;
}
