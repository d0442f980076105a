import { checksum } from './checksum.ts';

/** A segment of TCP over IPv4 or IPv6. */
export interface WrittenSegment {
  /** Both of 4 bytes, or both of 16. */
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  /** 0 with no flag that says it. */
  readonly acknowledgement: number;
  /** Of `tcpFlags`, added up. */
  readonly flags: number;
  /** A multiple of four bytes. */
  readonly options: Uint8Array;
  readonly data: Uint8Array;
}

/** RFC 9293, 3.1. */
export const tcpFlags = { fin: 1, syn: 2, reset: 4, push: 8, acknowledgement: 16 } as const;

const windowSize = 65_535;
const hops = 64;

/** An IP packet with one TCP segment, its sums right. */
export function writeTcp(segment: WrittenSegment): Uint8Array {
  const tcp = tcpOf(segment);
  const header = segment.source.byteLength === 4 ? ipv4Header(segment, tcp) : ipv6Header(segment, tcp);
  const packet = new Uint8Array(header.byteLength + tcp.byteLength);
  packet.set(header);
  packet.set(tcp, header.byteLength);
  return packet;
}

function tcpOf(segment: WrittenSegment): Uint8Array {
  const { options, data, source, destination } = segment;
  const headerLength = 20 + options.byteLength;
  const bytes = new Uint8Array(headerLength + data.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, segment.sourcePort);
  view.setUint16(2, segment.destinationPort);
  view.setUint32(4, segment.sequence);
  view.setUint32(8, segment.acknowledgement);
  view.setUint8(12, (headerLength / 4) << 4);
  view.setUint8(13, segment.flags);
  view.setUint16(14, windowSize);
  bytes.set(options, 20);
  bytes.set(data, headerLength);
  // The sum counts addresses, protocol and length too (RFC 9293, 3.1; RFC 8200, 8.1).
  const pseudo = new Uint8Array(8);
  new DataView(pseudo.buffer).setUint32(0, bytes.byteLength);
  pseudo[7] = 6;
  view.setUint16(16, checksum(source, destination, pseudo, bytes));
  return bytes;
}

function ipv4Header({ source, destination }: WrittenSegment, tcp: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, 20 + tcp.byteLength);
  // Do not fragment.
  view.setUint16(6, 0x4000);
  view.setUint8(8, hops);
  view.setUint8(9, 6);
  bytes.set(source, 12);
  bytes.set(destination, 16);
  view.setUint16(10, checksum(bytes));
  return bytes;
}

function ipv6Header({ source, destination }: WrittenSegment, tcp: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(40);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, tcp.byteLength);
  view.setUint8(6, 6);
  view.setUint8(7, hops);
  bytes.set(source, 8);
  bytes.set(destination, 24);
  return bytes;
}
