/** One packet of a network, as a capture file has it. */
export interface CapturedPacket {
  /** µs since 1970, whole. */
  readonly time: number;
  /** What its bytes begin with: a number of https://www.tcpdump.org/linktypes.html. */
  readonly linkType: number;
  /** What was captured of it, valid during the call only. */
  readonly data: Uint8Array;
  /** An export of ours says that it made the packet up, so that others can read what follows. */
  readonly isRebuilt?: boolean;
}

export type OnPacket = (packet: CapturedPacket) => void;

/** Reads one format, block by block. */
export interface BlockReader {
  /** Bytes from the block's beginning that are needed to go on: to know its length, or to read it. */
  readonly needed: number;
  /**
   * Takes the block that begins at `bytes`, if it is whole, and returns its length; 0 if `needed` has grown.
   * `offset` is where it begins in the file. Throws CaptureFileError.
   */
  take(bytes: Uint8Array, offset: number, onPacket: OnPacket): number;
}
