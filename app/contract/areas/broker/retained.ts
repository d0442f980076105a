import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { bytes, nothing, qos, sequence, shortText, time } from '../common.ts';
import { listParams, listRow, listTarget, listValue } from './list.ts';

const retainedRow = z.object({
  ...listRow,
  topic: shortText,
  preview: shortText,
  isBinary: z.boolean(),
  /** Bytes of the payload. */
  size: z.number().int(),
  qos,
  /** Client id; undefined if the broker itself spoke. */
  publisher: shortText.optional(),
  arrived: time,
  expiresAt: time.optional(),
  /** Its record in the history; undefined if it has none or it came before a restart. */
  message: sequence.optional(),
});
export type RetainedRow = z.infer<typeof retainedRow>;

/** Messages that were not come to, because the work was stopped. */
const left = z.number().int();

const putBack = z.object({
  restored: z.number().int(),
  kept: z.number().int(),
  full: z.number().int(),
  left,
});

const retainedCount = z.object({
  messages: z.number().int(),
  bytes: z.number(),
  /** The first few topics. */
  topics: z.array(shortText).max(5),
});

/** A file on its way through the engine: a backup that is read, or one that is being put back. */
const job = z.number().int().nonnegative();

export const retainedFeeds = {
  brokerRetained: feed(listParams, listValue(retainedRow)),
  /** What the last clearing took away and can be put back, 0 when nothing; and the work that is under way. */
  brokerCleared: feed(
    nothing,
    z.object({
      messages: z.number().int(),
      at: time,
      work: z
        .object({ what: z.enum(['clear', 'putBack']), done: z.number().int(), all: z.number().int() })
        .optional(),
    }),
  ),
} as const;

export const retainedCalls = {
  /** Takes retained messages away without a word to anybody; what was taken is kept for `broker.retained.undo`. */
  'broker.retained.clear': call(
    z.object({ target: listTarget, isDryRun: z.boolean() }),
    retainedCount.extend({ left }),
  ),
  /** Puts back what the last clearing took away, silently; a topic that has a message again keeps it. */
  'broker.retained.undo': call(nothing, putBack),
  /** Ends the clearing or putting back that is under way, in whatever window: what was done is done. */
  'broker.retained.stop': call(nothing, nothing),
  /** Begins a backup of those messages; `broker.backup.read` answers its bytes, in order, until there are none. */
  'broker.backup.begin': call(
    z.object({ target: listTarget }),
    z.object({ job, messages: z.number().int() }),
  ),
  'broker.backup.read': call(z.object({ job }), z.object({ bytes })),
  /** Takes in a backup, piece by piece; the answer to the last piece says what is in it. */
  'broker.restore.take': call(
    z.object({ job: job.optional(), bytes, isLast: z.boolean() }),
    z.object({
      job,
      messages: z.number().int(),
      /** Of these, topics that have a message now, which would be replaced. */
      replaced: z.number().int(),
      /** Lines that are no message: where, and why. */
      problems: z.array(z.object({ line: z.number().int(), why: z.string().max(300) })).max(20),
      wrong: z.number().int(),
    }),
  ),
  'broker.restore.apply': call(z.object({ job, replaces: z.boolean() }), putBack),
} as const;
