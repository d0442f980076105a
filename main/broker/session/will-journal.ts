import type { ProtocolVersion, Will } from '../../../app/mqtt/packet.ts';

/** Is told which wills are not said yet, so that they are stored. */
export interface WillJournal {
  /** The client's will from now on; `due` in µs since 1970 once its connection has closed. */
  willLeft(clientId: string, will: Will, version: ProtocolVersion, due: number | undefined): void;
  /** The client's will has been published, or never will be. */
  willGone(clientId: string): void;
}
