import { encode } from '../../../app/mqtt/encode.ts';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Ending } from './ending.ts';

/** Return codes of 3.1 and 3.1.1 (clause 3.2.2.3) by the reason codes of 5.0. */
const returnCodes: ReadonlyMap<number, number> = new Map([
  [0x84, 0x01],
  [0x85, 0x02],
  [0x88, 0x03],
  [0x89, 0x03],
  [0x97, 0x03],
  [0x86, 0x04],
  [0x87, 0x05],
  [0x8c, 0x05],
]);

/** The return code of 3.1 and 3.1.1 for a reason code of 5.0; undefined if none says it. */
export function returnCodeOf(reasonCode: number): number | undefined {
  return returnCodes.get(reasonCode);
}

/** A 5.0 client is told in words too, within what the smallest Maximum Packet Size allows. */
const longestReason = 200;

/**
 * The CONNACK that refuses; undefined where no code of the version says it: then the connection is closed without one
 * [MQTT-3.2.2-6], as for a CONNECT that has not the form of one [MQTT-3.1.4-1]. A version that we do not speak is
 * answered in the words of 3.1.1, which all of them know.
 */
export function refusal(
  version: ProtocolVersion | undefined,
  { reasonCode, why }: Ending,
  explains: boolean,
): Uint8Array | undefined {
  if (reasonCode === undefined) return undefined;
  if (version === 5) {
    const properties = explains ? { reasonString: why.slice(0, longestReason) } : {};
    return encode({ type: 'connack', sessionPresent: false, reasonCode, properties }, 5);
  }
  const returnCode = returnCodes.get(reasonCode);
  if (returnCode === undefined) return undefined;
  return encode(
    { type: 'connack', sessionPresent: false, reasonCode: returnCode, properties: {} },
    version ?? 4,
  );
}
