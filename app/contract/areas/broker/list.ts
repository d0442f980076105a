import { z } from 'zod';
import { call } from '../../define.ts';
import { text } from '../common.ts';

/** Rows of one window, or of one question for them, at most. */
export const mostListRows = 200;

/** A window into one of the broker's lists; the same for all of them. */
export const listParams = z.object({
  /** Words that all have to stand somewhere in a row; for topics and filters also a topic filter with wildcards. */
  filter: z.string().max(1000),
  /** One that the list does not know is its first. */
  sort: z.object({ column: z.string().max(32), isDescending: z.boolean() }),
  from: z.number().int().nonnegative(),
  count: z.number().int().min(0).max(mostListRows),
  /** Rows keep their places, and what went keeps its row: somebody points at them. */
  isStill: z.boolean(),
  /** Another number orders the rows anew, still or not. */
  renewal: z.number().int().nonnegative(),
});
export type ListParams = z.infer<typeof listParams>;

/** What every row has. */
export const listRow = {
  /** Names the row while the engine runs: whatever place it has. */
  key: z.number().int(),
  /** It is over, and has its row until the rows are ordered anew. */
  isGone: z.boolean(),
};

export function listValue<Row extends z.ZodType>(row: Row) {
  return z.object({
    /** All that there are, and those that the filter lets through: as they were ordered last. */
    all: z.number().int(),
    matching: z.number().int(),
    from: z.number().int(),
    rows: z.array(row).max(mostListRows),
    /** The rows are being found and sorted; these are in the order of before. */
    isOrdering: z.boolean(),
    /** What came or went since the rows were ordered is not shown. */
    isStale: z.boolean(),
  });
}

/** Which rows an action is for. */
export const listTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keys'), keys: z.array(z.number().int()).min(1).max(10_000) }),
  z.object({ kind: z.literal('matching'), filter: z.string().max(1000) }),
]);
export type ListTarget = z.infer<typeof listTarget>;

/** Bytes of the texts in one answer at most, as UTF-8; its first row is there whatever it takes. */
export const mostWholeBytes = 262_144;

export const listCalls = {
  /** What the rows show cut, or with characters by their numbers, as it is: by row, and there by the id of its column. */
  'broker.rows.whole': call(
    z.object({
      list: z.enum(['clients', 'sessions', 'subscriptions', 'retained']),
      keys: z.array(z.number().int()).min(1).max(mostListRows),
    }),
    z.object({
      /** A row that is in neither is gone. */
      rows: z.array(z.object({ key: z.number().int(), texts: z.record(z.string(), text) })).max(mostListRows),
      /** The keys of those that the answer has no room for: to be asked for again. */
      left: z.array(z.number().int()).max(mostListRows),
    }),
  ),
} as const;
