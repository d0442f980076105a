import type { Qos } from '../../../app/mqtt/packet.ts';

/** Where the packet identifier of a PUBLISH at QoS 1 or 2 stands in its frame. */
export function packetIdOffset(frame: Uint8Array): number {
  let offset = 1;
  while ((frame[offset] ?? 0) > 0x7f) offset += 1;
  offset += 1;
  return offset + 2 + (((frame[offset] ?? 0) << 8) | (frame[offset + 1] ?? 0));
}

/** The first byte of a PUBLISH (clause 3.3.1). */
export function publishHeader(qos: Qos, retain: boolean, dup: boolean): number {
  return 0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
}
