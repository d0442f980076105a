import type { DeliveryReason } from '../capture/delivery-layout.ts';

/** Why a delivery is queued; what was noted before that was said is in no more than its outcome. */
export const queuedWords: Partial<Readonly<Record<DeliveryReason, string>>> = {
  away: 'Its receiver is away.',
  'receive maximum': 'Its receiver has Receive Maximum messages unacknowledged.',
  'slow reader': 'Its receiver is behind with reading.',
};
