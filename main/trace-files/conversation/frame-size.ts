/** The frame's fixed header is not whole. */
export const notWhole = 0;
/** The Remaining Length is longer than four bytes. */
export const noFrame = -1;

/** How long the frame that begins at `at` is, by its fixed header (clause 2.1.4); or `notWhole`, or `noFrame`. */
export function frameSize(bytes: Uint8Array, at: number): number {
  let [length, scale] = [0, 1];
  for (let index = 1; index <= 4; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return notWhole;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80) return 1 + index + length;
    scale *= 128;
  }
  return noFrame;
}
