import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';

/** The frame that a message came in, to be passed on as it is where that is right. Valid during the call that brings it. */
export interface InboundFrame {
  readonly bytes: Uint8Array;
  readonly version: ProtocolVersion;
}
