/**
 * Bytes of their own. For what goes to another thread: a view takes all that it is a view of along, and `slice` of a Buffer
 * is one, so that the last hundred messages of a topic took the hundred blocks along that they were in.
 */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
