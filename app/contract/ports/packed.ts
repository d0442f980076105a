import { decode, encode } from '@msgpack/msgpack';
import { isPackedWithin } from './packed-scan.ts';

/** The largest message either way: the composer's payload of 16,000,000 bytes with all that stands around it. */
export const maximumMessageBytes = 17_000_000;

/** Values in one message, each key and each element counted. */
const maximumMessageValues = 1_000_000;

/** A message as bytes; undefined when it is larger than a port carries. Keys whose value is undefined are left out. */
export function pack(message: unknown): Uint8Array<ArrayBuffer> | undefined {
  const packed = encode(message, { ignoreUndefined: true });
  return packed.byteLength <= maximumMessageBytes ? packed : undefined;
}

type Unpacked = { readonly ok: true; readonly message: unknown } | { readonly ok: false };

/** Never throws. Byte strings in the message are views of `packed`. */
export function unpack(packed: Uint8Array): Unpacked {
  if (packed.byteLength > maximumMessageBytes || !isPackedWithin(packed, maximumMessageValues))
    return { ok: false };
  try {
    return { ok: true, message: decode(packed) };
  } catch {
    // A key that may not be one: the sender does not speak the wire, and how is of no interest.
    return { ok: false };
  }
}
