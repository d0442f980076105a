import type { Direction } from '../../../app/contract/areas/common.ts';
import type { PacketType, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { packetTypes } from '../../../app/mqtt/packet-types.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';

/** A whole frame as rules look at it. */
export interface SeenPacket {
  readonly frame: Uint8Array;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  /** Undefined for the reserved type 0. */
  readonly type: PacketType | undefined;
  /** Of a PUBLISH that has one. */
  readonly topic: string | undefined;
}

export function seen(frame: Uint8Array, direction: Direction, version: ProtocolVersion): SeenPacket {
  const type = packetTypes[(frame[0] ?? 0) >> 4];
  return { frame, direction, version, type, topic: type === 'publish' ? topicOf(frame, version) : undefined };
}

function topicOf(frame: Uint8Array, version: ProtocolVersion): string | undefined {
  const scan = createPublishScan();
  if (!scanPublish(frame, version, scan) || scan.topicEnd === scan.topicStart) return undefined;
  return new TextDecoder().decode(frame.subarray(scan.topicStart, scan.topicEnd));
}
