import type { HandshakeStep, PublishOutcome } from '../../app/contract/areas/publish.ts';
import type { AcknowledgementPacket, ProtocolVersion, PublishPacket } from '../../app/mqtt/packet.ts';
import { packetTypeName } from '../../app/mqtt/packet-types.ts';
import { reasonOf } from './reason.ts';

/** From here on a reason code says no (clause 2.4). */
const failureCodes = 0x80;

/** The packets of one PUBLISH, as the tap saw them. */
export class Handshake {
  readonly #version: ProtocolVersion;
  #steps: readonly HandshakeStep[] = [];

  constructor(version: ProtocolVersion) {
    this.#version = version;
  }

  /** Notes the PUBLISH; at QoS 0 that is all, and the outcome. */
  published(packet: PublishPacket, at: number): PublishOutcome | undefined {
    this.#steps = [...this.#steps, { packet: packet.dup ? 'PUBLISH (DUP)' : 'PUBLISH', at }];
    return packet.qos === 0 ? { kind: 'written', steps: [...this.#steps] } : undefined;
  }

  /** Notes an acknowledgement of either side; the outcome, when it is the last. */
  acknowledged(packet: AcknowledgementPacket, at: number): PublishOutcome | undefined {
    const type = packet.type;
    const reason = this.#version === 5 ? reasonOf(type, packet.reasonCode, 5) : undefined;
    const step = { packet: packetTypeName(type), at };
    this.#steps = [...this.#steps, reason === undefined ? step : { ...step, reason }];
    if (
      reason !== undefined &&
      packet.reasonCode >= failureCodes &&
      (type === 'puback' || type === 'pubrec')
    ) {
      return { kind: 'refused', packetId: packet.id, reason, steps: [...this.#steps] };
    }
    if (type !== 'puback' && type !== 'pubcomp') return undefined;
    const tookMs = (at - (this.#steps[0]?.at ?? at)) / 1000;
    return { kind: 'acknowledged', packetId: packet.id, tookMs, reason, steps: [...this.#steps] };
  }
}
