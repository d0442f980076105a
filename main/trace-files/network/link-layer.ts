import { mostHeaders } from '../limits.ts';
import { readIp } from './ip.ts';
import type { PassedOver, TcpSegment } from './tcp-segment.ts';

/** Numbers of https://www.tcpdump.org/linktypes.html */
const linkTypes = {
  loopback: 0,
  ethernet: 1,
  // Raw IP has a number of its own on some systems.
  rawOnBsd: 12,
  rawOnOpenBsd: 14,
  raw: 101,
  openBsdLoopback: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const [ipv4, ipv6] = [0x0800, 0x86dd];
const vlanTags: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);

/** Finds the TCP segment in what was captured at one kind of link. */
export function readLink(linkType: number, bytes: Uint8Array): TcpSegment | PassedOver {
  switch (linkType) {
    case linkTypes.ethernet:
      return readTagged(bytes, 12);
    case linkTypes.linuxCooked:
      return readTagged(bytes, 14);
    case linkTypes.linuxCooked2:
      return isIp(uint16(bytes, 0)) ? readIp(bytes.subarray(20)) : 'not IP';
    // The family before it has another number on each system; IP says its version itself.
    case linkTypes.loopback:
    case linkTypes.openBsdLoopback:
      return readIp(bytes.subarray(4));
    case linkTypes.raw:
    case linkTypes.rawOnBsd:
    case linkTypes.rawOnOpenBsd:
    case linkTypes.ipv4:
    case linkTypes.ipv6:
      return readIp(bytes);
    default:
      return 'unknown';
  }
}

/** `at` is where the EtherType stands, with VLAN tags before the one that counts. */
function readTagged(bytes: Uint8Array, at: number): TcpSegment | PassedOver {
  for (let tags = 0; tags <= mostHeaders; tags += 1) {
    const type = uint16(bytes, at + 4 * tags);
    if (isIp(type)) return readIp(bytes.subarray(at + 4 * tags + 2));
    if (!vlanTags.has(type)) return 'not IP';
  }
  return 'unknown';
}

function isIp(type: number): boolean {
  return type === ipv4 || type === ipv6;
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
