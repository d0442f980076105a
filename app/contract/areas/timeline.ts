import { z } from 'zod';
import { feed } from '../define.ts';
import { filterText, sourceId, time } from './common.ts';
import { nodeId } from './tree.ts';

/** The most columns that a strip is drawn with. */
export const mostBuckets = 400;

/** When the messages of a source came, in pieces of time; the choice is that of the history feed. */
const timelineParams = z.object({
  source: sourceId,
  node: nodeId.optional(),
  branch: z.boolean(),
  filter: filterText.optional(),
  /** At most so many pieces. */
  buckets: z.number().int().min(1).max(mostBuckets),
});
export type TimelineParams = z.infer<typeof timelineParams>;

const counts = z.array(z.number().int().nonnegative()).max(mostBuckets);

export const timelineValue = z.object({
  /** Where the first piece begins, and how long each is, in µs. */
  from: time,
  width: z.number().positive(),
  /** Messages in each piece, the filter aside. */
  volume: counts,
  /** Those that the filter lets through, as far as a history feed of the same choice has looked; undefined without one. */
  matches: counts.optional(),
  /** Older messages are still being counted. */
  counting: z.boolean(),
});
export type TimelineValue = z.infer<typeof timelineValue>;

export const timelineFeeds = { timeline: feed(timelineParams, timelineValue) } as const;
