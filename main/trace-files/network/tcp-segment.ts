/** A TCP segment with the addresses of the packet that carried it. Its bytes are views. */
export interface TcpSegment {
  /** 4 or 16 bytes. */
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Sequence number of its first byte, or of its SYN. */
  readonly sequence: number;
  /** Undefined without ACK. */
  readonly acknowledgement: number | undefined;
  readonly isSyn: boolean;
  readonly isFin: boolean;
  readonly isReset: boolean;
  /** What was captured of its data. */
  readonly data: Uint8Array;
  /** Bytes of data that it had on the wire. */
  readonly length: number;
}

/** Why a packet was passed over. */
export type PassedOver =
  | 'fragment'
  | 'not IP'
  | 'not TCP'
  | 'cut off'
  /** A link type that is not known, or a tunnel. */
  | 'unknown';

/**
 * Reads a TCP header (RFC 9293, 3.1). `payloadLength` is what IP says that follows its header; the capture may have less.
 */
export function readTcp(
  bytes: Uint8Array,
  payloadLength: number,
  source: Uint8Array,
  destination: Uint8Array,
): TcpSegment | PassedOver {
  if (bytes.byteLength < 20) return 'cut off';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = (view.getUint8(12) >> 4) * 4;
  if (header < 20 || header > payloadLength) return 'cut off';
  const flags = view.getUint8(13);
  const length = payloadLength - header;
  return {
    source,
    destination,
    sourcePort: view.getUint16(0),
    destinationPort: view.getUint16(2),
    sequence: view.getUint32(4),
    acknowledgement: (flags & 0x10) === 0 ? undefined : view.getUint32(8),
    isFin: (flags & 0x01) !== 0,
    isSyn: (flags & 0x02) !== 0,
    isReset: (flags & 0x04) !== 0,
    data: bytes.subarray(Math.min(header, bytes.byteLength), Math.min(header + length, bytes.byteLength)),
    length,
  };
}
