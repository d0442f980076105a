import type { ProtocolVersion, Will } from '../../../app/mqtt/packet.ts';
import type { Session } from './session.ts';

/** A will that is not said yet. */
export interface UnsaidWill {
  readonly will: Will;
  readonly version: ProtocolVersion;
  /** Whose rights hold when it is published. */
  readonly session: Pick<Session, 'identity' | 'rights'>;
}

/** Is told which wills are not said yet, so that they are stored. */
export interface WillJournal {
  /** The client's will from now on; `due` in µs since 1970 once its connection has closed. */
  willLeft(clientId: string, unsaid: UnsaidWill, due: number | undefined): void;
  /** The client's will has been published, or never will be. */
  willGone(clientId: string): void;
}
