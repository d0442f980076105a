import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';

const subscribeType = 8;
const unsubscribeType = 10;

/** Refuses a SUBSCRIBE or UNSUBSCRIBE so long that working it off would keep the others waiting. */
export function checkFilterList(frame: Uint8Array, { filterListSize }: BrokerLimits): void {
  const type = (frame[0] ?? 0) >> 4;
  if (type !== subscribeType && type !== unsubscribeType) return;
  if (frame.length <= filterListSize) return;
  const message = `A list of topic filters has ${frame.length} bytes; ${filterListSize} are allowed`;
  throw new ProtocolError(0x97, '4.13', message, 1);
}
