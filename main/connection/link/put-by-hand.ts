import type { Clock } from '../../../app/base/clock.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import { Framer } from '../../../app/mqtt/framer.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { LinkId, PacketObserver } from '../../capture/observer.ts';
import type { Wire } from './wire.ts';

interface HandLink {
  readonly wire: Wire;
  readonly id: LinkId;
  readonly observer: PacketObserver;
  readonly clock: Clock;
  readonly version: ProtocolVersion;
}

/**
 * Writes bytes that nobody checked, and records them: whole packets as such, and what is no whole packet as one that is
 * cut off or broken. `sent` hears of those that can be read.
 */
export function putByHand(bytes: Uint8Array, link: HandLink, sent: (packet: Packet) => void): void {
  const { wire, id, observer, clock, version } = link;
  const time = clock.now();
  const framer = new Framer({ maximumPacketSize: bytes.length });
  let whole = 0;
  try {
    framer.push(bytes, (frame) => {
      whole += frame.length;
      observer.packet(id, 'sent', version, frame, time);
      tell(frame, version, sent);
    });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
  if (whole < bytes.length) observer.packet(id, 'sent', version, bytes.subarray(whole), time);
  wire.send(bytes.slice());
}

function tell(frame: Uint8Array, version: ProtocolVersion, sent: (packet: Packet) => void): void {
  try {
    sent(decode(frame, version, 'client'));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}
