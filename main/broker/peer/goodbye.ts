import { mayCarryReason } from '../../../app/mqtt/reason-codes.ts';
import { encodeFor } from './encode-for.ts';
import type { Ending } from './ending.ts';
import type { Terms } from './terms.ts';

const protocolError = 0x82;

/** The DISCONNECT that tells a client why; undefined where there is nothing to say or the version has no such packet. */
export function goodbye({ reasonCode, why }: Ending, terms: Terms): Uint8Array | undefined {
  if (reasonCode === undefined || terms.version !== 5) return undefined;
  // What is wrong in a second CONNECT has codes that only CONNACK knows [MQTT-3.14.2-1].
  const code = mayCarryReason('disconnect', reasonCode, 5, 'server') ? reasonCode : protocolError;
  return encodeFor({ type: 'disconnect', reasonCode: code, properties: { reasonString: why } }, terms);
}
