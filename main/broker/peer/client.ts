import type { Tuning } from '../../../app/contract/areas/broker/tuning.ts';
import type { ConnectPacket, Will } from '../../../app/mqtt/packet.ts';
import type { Identity } from '../access/access.ts';
import type { Sender } from '../session/sender.ts';
import type { Session } from '../session/session.ts';
import type { Terms } from './terms.ts';
import type { TopicAliases } from './topic-aliases.ts';

/** A client whose CONNECT has been accepted, for as long as its network connection lasts. */
export interface Client {
  readonly terms: Terms;
  readonly identity: Identity;
  /** The CONNECT that named an Authentication Method, without its secrets; undefined without one (clause 4.12). */
  readonly authentication: ConnectPacket | undefined;
  readonly tuning: Tuning;
  readonly session: Session;
  readonly sender: Sender;
  readonly aliases: TopicAliases;
  readonly will: Will | undefined;
}
