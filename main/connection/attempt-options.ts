import type { Clock } from '../../app/base/clock.ts';
import type { Profile, Secrets } from '../../app/contract/areas/profiles.ts';
import type { ConnackPacket, ConnectPacket, Packet } from '../../app/mqtt/packet.ts';
import type { PacketObserver } from '../capture/observer.ts';
import type { CertificateInfo } from './dial/certificates.ts';
import type { StepList } from './dial/step-list.ts';
import type { AcknowledgementGate } from './lab/acknowledgement-gate.ts';
import type { LinkEnd } from './link/link-end.ts';
import type { LiveLink } from './live-link.ts';
import type { Session } from './session.ts';

/** What one try to connect is made of. */
export interface AttemptOptions {
  readonly profile: Profile;
  /** The profile's, or the one that was made up for it. */
  readonly clientId: string;
  readonly secrets: Secrets;
  readonly session: Session;
  readonly observer: PacketObserver;
  /** See `ConnectionOptions`. */
  readonly backlog: () => number;
  readonly clock: Clock;
  readonly steps: StepList;
  /** Corrects a PUBLISH of MQTT.js. */
  readonly mendPublish: (frame: Uint8Array) => Uint8Array;
  readonly gate: AcknowledgementGate;
  readonly listener: AttemptListener;
}

/** Hears what becomes of a try, in the order of the wire; times are of the read or write, µs since 1970. */
export interface AttemptListener {
  sawChain(chain: readonly CertificateInfo[]): void;
  answered(connack: ConnackPacket, asked: ConnectPacket): void;
  /** The answer is yes, and as the standard has it. */
  accepted(connack: ConnackPacket, asked: ConnectPacket): void;
  /** Connected, and everything that the session had under way was sent again. */
  ready(live: LiveLink): void;
  received(packet: Packet, time: number): void;
  sent(packet: Packet, time: number): void;
  /** Last, once. */
  ended(end: LinkEnd): void;
}
