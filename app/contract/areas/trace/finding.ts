import { z } from 'zod';
import { sequence, shortText, time } from '../common.ts';
import { exchangeId } from './exchange.ts';

/** What deserves a look. The key of the table in `docs/traces.md`. */
export const findingKind = z.enum([
  'unacknowledged',
  'resent',
  'duplicate',
  'duplicate-qos2',
  'order',
  'packet-id-reused',
  'packet-id-kept',
  'qos-downgraded',
  'receive-maximum',
  'keep-alive-missed',
  'keep-alive-near',
  'client-id-conflict',
  'session-present',
  'will-fired',
  'will-missing',
  'subscription-refused',
  'retained-to-live',
  'topic-alias',
  'clock-gap',
  'no-subscriber',
  'silent-subscriber',
  'not-kept',
  'sequence-gap',
  'nagle',
  'protocol-error',
]);
export type FindingKind = z.infer<typeof findingKind>;

/** Something in the exchanges of a source that deserves a look. */
export const finding = z.object({
  id: z.number().int(),
  kind: findingKind,
  /** `error`: the standard is violated or a message is lost; `warning`: it may be; `note`: good to know. */
  weight: z.enum(['error', 'warning', 'note']),
  time,
  client: z.string().max(200),
  topic: shortText,
  /** What was seen, with its figures: `PUBACK after 5,004 ms; usual for this client: 2 ms`. */
  what: z.string().max(500),
  /** How often it was seen again for the same client and topic. */
  count: z.number().int(),
  lastTime: time,
  /** Up to 16 packets that show it. */
  packets: z.array(sequence).max(16),
  exchange: exchangeId.optional(),
});
export type Finding = z.infer<typeof finding>;

/** Characters that a mute rule's pattern of clients and its topic filter may have. */
export const mutedClientCharacters = 200;
export const mutedTopicCharacters = 1_000;

/**
 * Names a kind, clients by a pattern (`*` for any characters, `?` for one, `\*` and `\?` for these themselves) and a topic
 * filter (a level `\+` or `\#` is that itself), for which a finding is not shown.
 */
export const muteRule = z.object({
  kind: findingKind.optional(),
  client: z.string().max(mutedClientCharacters),
  topicFilter: z.string().max(mutedTopicCharacters),
});
export type MuteRule = z.infer<typeof muteRule>;
