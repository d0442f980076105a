/** The arithmetic of bytes in rows of four, eight or sixteen. */

/** How many bytes of a row fit into so many pixels, at the width of one monospaced character. */
export function bytesPerRow(pixels: number, character: number): 4 | 8 | 16 {
  // Offset, gaps and scrollbar take 14 characters; a byte takes 4: two digits, a space, its letter.
  const fits = (bytes: number): boolean => pixels >= (14 + bytes * 4) * character;
  if (fits(16)) return 16;
  return fits(8) ? 8 : 4;
}

/** How many rows so many bytes fill; an empty payload has one empty row. */
export function rowCount(size: number, perRow: number): number {
  return Math.max(1, Math.ceil(size / perRow));
}

/** `0001f0`, at least six digits. */
export function offsetText(offset: number): string {
  return offset.toString(16).padStart(6, '0');
}

export function byteText(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** The letter of a byte, or a dot for what has none in ASCII. */
export function asciiText(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

/** The byte that a key leads to from `at`; undefined when the key is not one that moves. */
export function byteAfterKey(
  key: string,
  at: number | undefined,
  size: number,
  perRow: number,
  rowsVisible: number,
): number | undefined {
  const page = Math.max(1, Math.floor(rowsVisible) - 1) * perRow;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: perRow,
    ArrowUp: -perRow,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[key];
  if (step === undefined || size === 0) return undefined;
  if (at === undefined) return step === Infinity ? size - 1 : 0;
  return Math.max(0, Math.min(size - 1, at + step));
}
