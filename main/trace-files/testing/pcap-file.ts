/** A packet as a test writes it into a file. */
interface FilePacket {
  /** µs */
  readonly time: number;
  readonly data: Uint8Array;
}

interface PcapOptions {
  readonly linkType: number;
  readonly isLittle?: boolean;
  readonly isNanoseconds?: boolean;
}

/** A pcap file. */
export function pcapFile(packets: readonly FilePacket[], options: PcapOptions): Uint8Array {
  const { linkType, isLittle = true, isNanoseconds = false } = options;
  const head = new DataView(new ArrayBuffer(24));
  head.setUint32(0, isNanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, isLittle);
  head.setUint16(4, 2, isLittle);
  head.setUint16(6, 4, isLittle);
  head.setUint32(16, 262_144, isLittle);
  head.setUint32(20, linkType, isLittle);
  const blocks = packets.flatMap(({ time, data }) => {
    const view = new DataView(new ArrayBuffer(16));
    view.setUint32(0, Math.floor(time / 1_000_000), isLittle);
    view.setUint32(4, (time % 1_000_000) * (isNanoseconds ? 1_000 : 1), isLittle);
    view.setUint32(8, data.byteLength, isLittle);
    view.setUint32(12, data.byteLength, isLittle);
    return [bytesOf(view), data];
  });
  return Buffer.concat([bytesOf(head), ...blocks]);
}

/** A block of a pcapng file. */
export function pcapngBlock(type: number, body: Uint8Array, isLittle = true): Uint8Array {
  const padded = Math.ceil(body.byteLength / 4) * 4;
  const view = new DataView(new ArrayBuffer(12 + padded));
  view.setUint32(0, type, isLittle);
  view.setUint32(4, 12 + padded, isLittle);
  new Uint8Array(view.buffer).set(body, 8);
  view.setUint32(8 + padded, 12 + padded, isLittle);
  return bytesOf(view);
}

/** Numbers end to end: `[2, 7]` is 7 in two bytes. */
export function numbers(isLittle: boolean, ...parts: readonly (readonly [1 | 2 | 4, number])[]): Uint8Array {
  return Buffer.concat(
    parts.map(([size, value]) => {
      const view = new DataView(new ArrayBuffer(size));
      if (size === 1) view.setUint8(0, value);
      else if (size === 2) view.setUint16(0, value, isLittle);
      else view.setUint32(0, value, isLittle);
      return bytesOf(view);
    }),
  );
}

function bytesOf(view: DataView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(view.buffer);
}
