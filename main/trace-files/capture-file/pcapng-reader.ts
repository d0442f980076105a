import { longestBlock, mostInterfaces } from '../limits.ts';
import { rebuiltConnect } from '../pcapng/rebuilt-connect.ts';
import { CaptureFileError } from './capture-file-error.ts';
import type { BlockReader, OnPacket } from './captured-packet.ts';
import { InterfaceClock } from './interface-clock.ts';

/** Block types of https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html */
const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const obsoletePacket = 2;
const simplePacket = 3;
const enhancedPacket = 6;
const lookedAt: ReadonlySet<number> = new Set([
  sectionHeader,
  interfaceDescription,
  obsoletePacket,
  simplePacket,
  enhancedPacket,
]);

const optionEnd = 0;
const optionComment = 1;
const optionResolution = 9;
const optionOffset = 14;

const rebuiltBytes = Buffer.from(rebuiltConnect);

interface Interface {
  readonly linkType: number;
  /** Bytes that are kept of a packet at most; 0 for all. */
  readonly snapLength: number;
  readonly clock: InterfaceClock;
}

/** Reads the sections of a pcapng file: interfaces with their clocks, and their packets. Other blocks are passed over. */
export class PcapngReader implements BlockReader {
  // Type and length, and of a section header its byte order.
  needed = 12;
  #isLittle = true;
  #interfaces: Interface[] = [];
  /** A simple packet has no time of its own: it gets that of the one before it. */
  #time = 0;

  take(bytes: Uint8Array, offset: number, onPacket: OnPacket): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isSection = view.getUint32(0) === sectionHeader;
    if (isSection) this.#isLittle = isLittleEndian(view, offset);
    const type = this.#uint32(view, 0);
    const length = this.#lengthOf(view, offset);
    if (!lookedAt.has(type)) return length;
    if (length > longestBlock) {
      throw new CaptureFileError(
        `A block of ${length} bytes is longer than the ${longestBlock} allowed.`,
        offset,
      );
    }
    if (bytes.byteLength < length) {
      this.needed = length;
      return 0;
    }
    this.needed = 12;
    this.#block(type, new DataView(bytes.buffer, bytes.byteOffset, length - 4), offset, onPacket);
    return length;
  }

  #lengthOf(view: DataView, offset: number): number {
    const length = this.#uint32(view, 4);
    if (length >= 12 && length % 4 === 0) return length;
    throw new CaptureFileError(`A block says that it has ${length} bytes, which cannot be.`, offset + 4);
  }

  /** `view` ends where the block's second length stands. */
  #block(type: number, view: DataView, offset: number, onPacket: OnPacket): void {
    switch (type) {
      case sectionHeader:
        this.#section(view, offset);
        return;
      case interfaceDescription:
        this.#interface(view, offset);
        return;
      case simplePacket:
        this.#simple(view, offset, onPacket);
        return;
      default:
        this.#packet(type, view, offset, onPacket);
    }
  }

  #section(view: DataView, offset: number): void {
    need(view, 24, offset);
    const version = this.#uint16(view, 12);
    if (version !== 1) {
      throw new CaptureFileError(`This is a pcapng file of version ${version}, and only 1 is known.`, offset);
    }
    this.#interfaces = [];
  }

  #interface(view: DataView, offset: number): void {
    need(view, 16, offset);
    if (this.#interfaces.length >= mostInterfaces) {
      throw new CaptureFileError(`There are more than ${mostInterfaces} interfaces.`, offset);
    }
    const { resolution, offsetSeconds } = this.#clockOptions(view);
    this.#interfaces.push({
      linkType: this.#uint16(view, 8),
      snapLength: this.#uint32(view, 12),
      clock: new InterfaceClock(resolution, offsetSeconds),
    });
  }

  #clockOptions(view: DataView): { readonly resolution: number; readonly offsetSeconds: number } {
    let [resolution, offsetSeconds] = [6, 0];
    for (let at = 16; at + 4 <= view.byteLength; ) {
      const code = this.#uint16(view, at);
      const length = this.#uint16(view, at + 2);
      const value = at + 4;
      if (code === optionEnd || value + length > view.byteLength) break;
      if (code === optionResolution && length === 1) resolution = view.getUint8(value);
      if (code === optionOffset && length === 8) {
        offsetSeconds = Number(view.getBigInt64(value, this.#isLittle));
      }
      at = value + length + padding(length);
    }
    return { resolution, offsetSeconds };
  }

  #packet(type: number, view: DataView, offset: number, onPacket: OnPacket): void {
    need(view, 28, offset);
    const isObsolete = type === obsoletePacket;
    const number = isObsolete ? this.#uint16(view, 8) : this.#uint32(view, 8);
    const { linkType, clock } = this.#interfaceOf(number, offset);
    const length = this.#uint32(view, 20);
    need(view, 28 + length, offset);
    this.#time = clock.time(this.#uint32(view, 12), this.#uint32(view, 16));
    const data = bytesOf(view, 28, length);
    onPacket({
      time: this.#time,
      linkType,
      data,
      isRebuilt: this.#isRebuilt(view, 28 + length + padding(length)),
    });
  }

  /** Whether a comment among the options from `start` on says so. */
  #isRebuilt(view: DataView, start: number): boolean {
    for (let at = start; at + 4 <= view.byteLength; ) {
      const code = this.#uint16(view, at);
      const length = this.#uint16(view, at + 2);
      if (code === optionEnd || at + 4 + length > view.byteLength) return false;
      if (code === optionComment && length === rebuiltBytes.length) {
        if (rebuiltBytes.equals(bytesOf(view, at + 4, length))) return true;
      }
      at += 4 + length + padding(length);
    }
    return false;
  }

  #simple(view: DataView, offset: number, onPacket: OnPacket): void {
    need(view, 12, offset);
    const { linkType, snapLength } = this.#interfaceOf(0, offset);
    const original = this.#uint32(view, 8);
    const kept = snapLength === 0 ? original : Math.min(original, snapLength);
    need(view, 12 + kept, offset);
    onPacket({ time: this.#time, linkType, data: bytesOf(view, 12, kept) });
  }

  #interfaceOf(number: number, offset: number): Interface {
    const found = this.#interfaces[number];
    if (found !== undefined) return found;
    throw new CaptureFileError(`A packet names interface ${number}, which is not described.`, offset);
  }

  #uint16(view: DataView, at: number): number {
    return view.getUint16(at, this.#isLittle);
  }

  #uint32(view: DataView, at: number): number {
    return view.getUint32(at, this.#isLittle);
  }
}

function isLittleEndian(view: DataView, offset: number): boolean {
  const magic = view.getUint32(8);
  if (magic === 0x4d3c2b1a) return true;
  if (magic === 0x1a2b3c4d) return false;
  throw new CaptureFileError('A section of the file has no byte order.', offset + 8);
}

function need(view: DataView, length: number, offset: number): void {
  if (view.byteLength >= length) return;
  throw new CaptureFileError('A block is shorter than what it says it has.', offset);
}

function bytesOf(view: DataView, start: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, length);
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
