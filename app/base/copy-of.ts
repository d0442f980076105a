/**
 * Bytes of their own. For what is kept, or goes to another thread: a view holds on to all that it is a view of, or takes it
 * along, and `slice` of a Buffer is one. The last hundred messages of a topic took the hundred blocks along that they were
 * in, and the name behind a topic alias kept the read of the socket that brought it.
 */
export function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
