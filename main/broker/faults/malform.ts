import { unreachable } from '../../../app/base/assert.ts';
import type { FaultAction } from '../../../app/contract/areas/broker/fault.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import { variableInteger } from '../../../app/mqtt/variable-integer.ts';
import type { SeenPacket } from './seen-packet.ts';

type Malformation = Extract<FaultAction, { kind: 'malformed' }>['how'];

/**
 * The frame made wrong in one way; undefined where it has not what would be wrong.
 *
 * - `longer`, `shorter`: Remaining Length is one byte more or less than what follows, so that a receiver takes a byte of
 *   the next packet for this one, or one of this for the next.
 * - `size`: Remaining Length takes five bytes [2.1.4].
 * - `flags`: the lower four bits of the first byte are others; a PUBLISH has QoS 3.
 * - `type`: the packet type is 0, which is reserved.
 * - `truncated`: only the first half goes out; a receiver takes what follows for the rest.
 * - `packet id`: another Packet Identifier, one higher.
 * - `text`: a byte that no UTF-8 has, in the topic of a PUBLISH.
 */
export function malform(packet: SeenPacket, how: Malformation): Uint8Array | undefined {
  const { frame } = packet;
  const head = headLength(frame);
  switch (how) {
    case 'longer':
      return withLength(frame, head, variableInteger(frame.length - head + 1));
    case 'shorter':
      return frame.length > head
        ? withLength(frame, head, variableInteger(frame.length - head - 1))
        : undefined;
    case 'size':
      return withLength(frame, head, [0xff, 0xff, 0xff, 0xff, 0x7f]);
    case 'flags':
      return withByte(frame, 0, (byte) => (packet.type === 'publish' ? byte | 0x06 : byte ^ 0x0f));
    case 'type':
      return withByte(frame, 0, (byte) => byte & 0x0f);
    case 'truncated':
      return frame.slice(0, Math.max(1, frame.length >> 1));
    case 'packet id':
      return withOtherId(packet, head);
    case 'text':
      return withWrongText(packet);
    default:
      return unreachable(how);
  }
}

/** Bytes of the fixed header (clause 2.1.1). */
function headLength(frame: Uint8Array): number {
  let at = 1;
  while (at < 4 && (frame[at] ?? 0) > 0x7f) at += 1;
  return at + 1;
}

function withLength(frame: Uint8Array, head: number, length: readonly number[]): Uint8Array {
  return joined([frame[0] ?? 0, ...length], frame.subarray(head));
}

function joined(head: readonly number[], body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return whole;
}

function withByte(frame: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const own = new Uint8Array(frame);
  own[at] = change(own[at] ?? 0);
  return own;
}

function withOtherId({ frame, type, version }: SeenPacket, head: number): Uint8Array | undefined {
  const at = idOffset(frame, type, version, head);
  if (at === undefined) return undefined;
  const id = ((frame[at] ?? 0) << 8) | (frame[at + 1] ?? 0);
  const other = (id % 65_535) + 1;
  const own = new Uint8Array(frame);
  own[at] = other >> 8;
  own[at + 1] = other & 0xff;
  return own;
}

function idOffset(
  frame: Uint8Array,
  type: SeenPacket['type'],
  version: SeenPacket['version'],
  head: number,
): number | undefined {
  switch (type) {
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'suback':
    case 'unsuback':
      return head;
    case 'publish': {
      const scan = createPublishScan();
      return scanPublish(frame, version, scan) && scan.qos > 0 ? scan.topicEnd : undefined;
    }
    default:
      return undefined;
  }
}

function withWrongText({ frame, version }: SeenPacket): Uint8Array | undefined {
  const scan = createPublishScan();
  if (!scanPublish(frame, version, scan) || scan.topicEnd === scan.topicStart) return undefined;
  return withByte(frame, scan.topicStart, () => 0xff);
}
