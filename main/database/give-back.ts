/**
 * Gives the memory of bytes that nobody will look at any more back at once: other views of them are empty from now on. A
 * worker that goes through blocks makes next to nothing beside them, so it is seldom collected, and what had gone through
 * it waited for that: up to 90 MB, in an allocator that did not give it back afterwards either.
 */
export function giveBack({ buffer }: Uint8Array): void {
  // A short one may lie in the pool that Node cuts small buffers from.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
