import type { DeliveryEvent, DeliveryReason } from './delivery-layout.ts';
import { deliveryEvents, deliveryReasons } from './delivery-layout.ts';

const eventCodes = new Map(deliveryEvents.map((event, code) => [event, code]));
const reasonCodes = new Map(deliveryReasons.map((reason, code) => [reason, code]));

/** The number that a kind of note is stored as. */
export function codeOf(event: DeliveryEvent): number {
  return eventCodes.get(event) ?? 0;
}

/** The number that a reason is stored as. */
export function reasonCodeOf(reason: DeliveryReason): number {
  return reasonCodes.get(reason) ?? 0;
}
