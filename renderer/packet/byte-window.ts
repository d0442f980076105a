/** Bytes that may be here or still on their way. */
export interface ByteWindow {
  readonly size: number;
  /** Undefined: not read yet. */
  readonly at: (offset: number) => number | undefined;
  /** Bytes that show now: reads them if they are not here. */
  readonly want: (from: number, to: number) => void;
}

/** Bytes that are all here. */
export function wholeBytes(bytes: Uint8Array): ByteWindow {
  return { size: bytes.length, at: (offset) => bytes[offset], want: () => undefined };
}
