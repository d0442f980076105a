import { encodeFor } from './encode-for.ts';
import type { Ending } from './ending.ts';
import type { Terms } from './terms.ts';

/** The DISCONNECT that tells a client why; undefined where there is nothing to say or the version has no such packet. */
export function goodbye({ reasonCode, why }: Ending, terms: Terms): Uint8Array | undefined {
  if (reasonCode === undefined || terms.version !== 5) return undefined;
  return encodeFor({ type: 'disconnect', reasonCode, properties: { reasonString: why } }, terms);
}
