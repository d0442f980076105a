import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';

/** The network connection at hand, as far as a tester reaches into it. */
export interface LabLink {
  readonly version: ProtocolVersion;
  /** The broker accepted it. */
  readonly isAccepted: boolean;
  /** Bytes that the broker has not taken yet. */
  readonly waiting: number;
  /** Closes the socket without DISCONNECT. */
  die(): void;
  /** DISCONNECT with 0x04; MQTT 5.0 only. */
  leaveWithWill(): void;
  /** Sends bytes as they are; `releases`: a PUBREC that answers them is answered by PUBREL. */
  put(bytes: Uint8Array, releases: boolean): void;
}
