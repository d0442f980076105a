import '../zod-without-eval.ts';
import { z } from 'zod';
import { longestFilter } from '../../filter/parse.ts';

/** Where packets are seen: a profile's id for its connection, `broker` for the embedded broker. */
export const sourceId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/)
  .brand<'SourceId'>();
export type SourceId = z.infer<typeof sourceId>;

/** Microseconds since 1970. */
export const time = z.number();

/** The number of a record within its source: rises by one, is never used again. */
export const sequence = z.number().int().nonnegative();

export const qos = z.union([z.literal(0), z.literal(1), z.literal(2)]);
export const protocolVersion = z.union([z.literal(3), z.literal(4), z.literal(5)]);

/** Which way, as the app sees it: `received` came in from the peer, `sent` went out to it. */
export const direction = z.enum(['received', 'sent']);
export type Direction = z.infer<typeof direction>;

/** Text of at most 65,535 bytes, as the standard allows for topics and strings; checked further where it is used. */
export const text = z.string().max(65_535);

/** At most 256 KB, the most that one answer carries. */
export const bytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= 262_144,
  {
    message: 'bytes of at most 262,144',
  },
);

/** A text cut for a row: `cut` says how many characters are missing. */
export const shortText = z.object({ text: z.string().max(512), cut: z.number().int().nonnegative() });
export type ShortText = z.infer<typeof shortText>;

/** A filter as it is typed (`docs/filter.md`). Empty: everything. */
export const filterText = z.string().max(longestFilter);

/** What is wrong with a filter, and where: UTF-16 units from 0, the end not included. */
export const filterProblem = z.object({
  message: z.string().max(500),
  span: z.object({ from: z.number().int(), to: z.number().int() }),
});

export const nothing = z.object({});

/** A reason code with the standard's name for it and what most often causes it. */
export const reason = z.object({ code: z.number().int(), name: z.string(), cause: z.string().optional() });
export type Reason = z.infer<typeof reason>;
