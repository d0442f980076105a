import { counted } from '../../../app/base/counted.ts';
import { visible } from '../../../app/base/visible.ts';
import type { TraceStep } from '../../../app/contract/areas/trace/exchange.ts';
import type { DeliveryEvent, DeliveryNote, DeliveryReason } from '../../capture/delivery-layout.ts';
import type { NamedReceivers } from '../../capture/receiver-set.ts';

/** Receivers and filters that the line under a step names. */
const named = 3;

/** How a note is shown in the diagram. */
export const noteKinds: Readonly<Record<DeliveryEvent, TraceStep['kind']>> = {
  routed: 'routed',
  sent: 'routed',
  queued: 'queued',
  dropped: 'dropped',
  expired: 'expired',
  withheld: 'withheld',
  'no-local': 'withheld',
  'handed-over': 'routed',
  'session-over': 'session-over',
  refused: 'withheld',
};

/** Why a message waits; notes of before do not say it. */
const queuedWords: Partial<Readonly<Record<DeliveryReason, string>>> = {
  away: 'the receiver is away',
  'receive maximum': 'Receive Maximum messages unacknowledged',
  'slow reader': 'the receiver is behind with reading',
};

/** What a note says, in a line. */
export function noteWords({ event, reason }: DeliveryNote): string {
  switch (event) {
    case 'sent':
      return 'sent; the message itself is no longer in the history';
    case 'queued':
      return queuedWords[reason] ?? 'the receiver is away, or takes no more at once';
    case 'dropped':
      return reason;
    case 'expired':
      return 'its Message Expiry Interval passed';
    case 'withheld':
      return 'the access rules keep it from this client';
    case 'no-local':
      return 'No Local: its publisher asked not to get it';
    case 'handed-over':
      return 'another member of the shared subscription goes on with it';
    case 'session-over':
      return 'the session has ended';
    case 'refused':
      return reason;
    case 'routed':
      return '';
  }
}

/** Whom a message is for, in a line; `absent` more were subscribed before, beside those that are shown. */
export function routingWords(routed: NamedReceivers | 'nobody', absent = 0): string {
  const before = absent > 0 ? `; ${absent} more were subscribed before` : '';
  return `${receiverWords(routed)}${before}`;
}

function receiverWords(routed: NamedReceivers | 'nobody'): string {
  if (routed === 'nobody') return 'no subscription matches';
  const { receivers, shares, withheld, cut } = routed;
  const matched = receivers.map(({ client, filters, qos }) => {
    const filter = filters.length === 1 ? (filters[0] ?? '') : counted(filters.length, 'filter');
    return `${visible(client)} (${visible(filter)} at QoS ${qos})`;
  });
  const parts = [
    ...listed([...matched, ...shares.map((share) => `a member of ${visible(share)}`)], cut),
    ...(withheld.length > 0
      ? [`the access rules keep it from ${listed(withheld.map(visible), 0).join(', ')}`]
      : []),
  ];
  return parts.join(', ');
}

function listed(all: readonly string[], cut: number): readonly string[] {
  const left = all.length - named + cut;
  return left <= 0 ? all : [...all.slice(0, named), `${left} more`];
}
