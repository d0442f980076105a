import { z } from 'zod';
import { feed } from '../../define.ts';
import { qos, shortText } from '../common.ts';
import { listParams, listRow, listValue } from './list.ts';

/** One subscription with its options, for a list of its own and beside its client. */
export const subscriptionFacts = {
  filter: shortText,
  qos,
  shareName: shortText.optional(),
  identifier: z.number().int().optional(),
  isNoLocal: z.boolean(),
  isRetainAsPublished: z.boolean(),
  retainHandling: z.union([z.literal(0), z.literal(1), z.literal(2)]),
};

const subscriptionRow = z.object({
  ...listRow,
  ...subscriptionFacts,
  clientId: shortText,
  isConnected: z.boolean(),
  /** Messages that were on their way because of it since it began, kept and dropped ones among them. */
  deliveries: z.number(),
});
export type SubscriptionRow = z.infer<typeof subscriptionRow>;

export const subscriptionFeeds = {
  brokerSubscriptions: feed(listParams, listValue(subscriptionRow)),
} as const;
