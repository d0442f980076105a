import { mostHeaders } from '../limits.ts';
import type { PassedOver, TcpSegment } from './tcp-segment.ts';
import { readTcp } from './tcp-segment.ts';

const tcp = 6;
const [hopByHop, routing, fragment, destinationOptions] = [0, 43, 44, 60];

/** Reads an IP packet of either version as far as its TCP segment. */
export function readIp(bytes: Uint8Array): TcpSegment | PassedOver {
  const version = (bytes[0] ?? 0) >> 4;
  if (version === 4) return readIpv4(bytes);
  if (version === 6) return readIpv6(bytes);
  return 'not IP';
}

/** RFC 791, 3.1. */
function readIpv4(bytes: Uint8Array): TcpSegment | PassedOver {
  if (bytes.byteLength < 20) return 'cut off';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = (view.getUint8(0) & 0x0f) * 4;
  if (header < 20) return 'cut off';
  if (view.getUint8(9) !== tcp) return 'not TCP';
  // All but "do not fragment": an offset, or more to come.
  if ((view.getUint16(6) & 0x3fff) !== 0) return 'fragment';
  const total = wholeLength(view.getUint16(2), bytes.byteLength);
  if (total < header) return 'cut off';
  const end = Math.min(total, bytes.byteLength);
  return readTcp(bytes.subarray(header, end), total - header, bytes.subarray(12, 16), bytes.subarray(16, 20));
}

/** A network card that cuts segments itself shows them before it does, with a length of 0 where it does not fit. */
function wholeLength(said: number, captured: number): number {
  return said === 0 ? captured : said;
}

/** RFC 8200, 3 and 4. */
function readIpv6(bytes: Uint8Array): TcpSegment | PassedOver {
  if (bytes.byteLength < 40) return 'cut off';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const total = 40 + wholeLength(view.getUint16(4), bytes.byteLength - 40);
  let [next, at] = [view.getUint8(6), 40];
  for (let headers = 0; next !== tcp; headers += 1) {
    if (headers === mostHeaders) return 'unknown';
    if (at + 8 > bytes.byteLength) return isExtension(next) ? 'cut off' : 'not TCP';
    if (!isExtension(next)) return 'not TCP';
    if (next === fragment && (view.getUint16(at + 2) & 0xfff9) !== 0) return 'fragment';
    const length = next === fragment ? 8 : 8 + view.getUint8(at + 1) * 8;
    next = view.getUint8(at);
    at += length;
  }
  if (at > total) return 'cut off';
  const end = Math.min(total, bytes.byteLength);
  return readTcp(
    bytes.subarray(Math.min(at, end), end),
    total - at,
    bytes.subarray(8, 24),
    bytes.subarray(24, 40),
  );
}

function isExtension(header: number): boolean {
  return header === hopByHop || header === routing || header === fragment || header === destinationOptions;
}
