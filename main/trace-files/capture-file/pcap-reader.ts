import { longestBlock } from '../limits.ts';
import { CaptureFileError } from './capture-file-error.ts';
import type { BlockReader, OnPacket } from './captured-packet.ts';

const fileHeader = 24;
const packetHeader = 16;

/** The older format (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html): a header, then packets. */
export class PcapReader implements BlockReader {
  needed = fileHeader;
  readonly #isLittle: boolean;
  /** What one µs is in the unit of the file's times. */
  readonly #unitsPerMicrosecond: number;
  #linkType: number | undefined;
  #packets = 0;

  constructor(isLittle: boolean, unitsPerMicrosecond: number) {
    this.#isLittle = isLittle;
    this.#unitsPerMicrosecond = unitsPerMicrosecond;
  }

  take(bytes: Uint8Array, offset: number, onPacket: OnPacket): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#linkType === undefined) return this.#takeHeader(view);
    const length = this.#lengthAt(view, offset);
    const whole = packetHeader + length;
    if (bytes.byteLength < whole) {
      this.needed = whole;
      return 0;
    }
    this.needed = packetHeader;
    this.#packets += 1;
    const seconds = view.getUint32(0, this.#isLittle);
    const fraction = view.getUint32(4, this.#isLittle);
    if (length + seconds + fraction === 0) this.#expectWritten(view, offset);
    onPacket({
      time: seconds * 1_000_000 + Math.floor(fraction / this.#unitsPerMicrosecond),
      linkType: this.#linkType,
      data: bytes.subarray(packetHeader, whole),
    });
    return whole;
  }

  #takeHeader(view: DataView): number {
    const version = view.getUint16(4, this.#isLittle);
    if (version !== 2) {
      throw new CaptureFileError(`This is a pcap file of version ${version}, and only 2 is known.`, 4);
    }
    // The upper bits tell of a checksum behind each packet, which IP's own length leaves out.
    this.#linkType = view.getUint32(20, this.#isLittle) & 0xffff;
    this.needed = packetHeader;
    return fileHeader;
  }

  /** A file that was made longer than what was written into it has zeros from there on, which read as empty packets. */
  #expectWritten(view: DataView, offset: number): void {
    if (view.getUint32(12) !== 0) return;
    throw new CaptureFileError(`Packet ${this.#packets} is nothing but zeros: it was not written.`, offset);
  }

  #lengthAt(view: DataView, offset: number): number {
    const length = view.getUint32(8, this.#isLittle);
    if (length <= longestBlock) return length;
    throw new CaptureFileError(
      `Packet ${this.#packets + 1} says that it has ${length} bytes, and none has more than ${longestBlock}.`,
      offset + 8,
    );
  }
}
