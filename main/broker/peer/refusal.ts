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

/** A 5.0 client is told in words too, in so many characters at most. */
const longestReason = 200;

/** How much of a refusal the client wants to hear. */
interface Wanted {
  /** Whether it is told in words at all. */
  readonly reasonStrings: boolean;
  /** Bytes of the largest packet that it takes. */
  readonly maximumSize: number;
}

/**
 * The CONNACK that refuses; undefined where no code of the version says it: then the connection is closed without one
 * [MQTT-3.2.2-6], as for a CONNECT that has not the form of one [MQTT-3.1.4-1]. A version that we do not speak is
 * answered in the words of 3.1.1, which all of them know.
 */
export function refusal(
  version: ProtocolVersion | undefined,
  { reasonCode, why }: Ending,
  wanted: Wanted,
): Uint8Array | undefined {
  if (reasonCode === undefined) return undefined;
  if (version === 5) return refusalOf5(reasonCode, why, wanted);
  const returnCode = returnCodes.get(reasonCode);
  if (returnCode === undefined) return undefined;
  return encode(
    { type: 'connack', sessionPresent: false, reasonCode: returnCode, properties: {} },
    version ?? 4,
  );
}

/** The words give way to the client's Maximum Packet Size [MQTT-3.2.2-19], and so does the packet [MQTT-3.1.2-24]. */
function refusalOf5(
  reasonCode: number,
  why: string,
  { reasonStrings, maximumSize }: Wanted,
): Uint8Array | undefined {
  const words = reasonStrings ? [{ reasonString: why.slice(0, longestReason) }, {}] : [{}];
  return words
    .map((properties) => encode({ type: 'connack', sessionPresent: false, reasonCode, properties }, 5))
    .find((packet) => packet.length <= maximumSize);
}
