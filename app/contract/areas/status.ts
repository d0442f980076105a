import { z } from 'zod';
import { call, feed } from '../define.ts';
import { nothing, sourceId, time } from './common.ts';

/** What was not kept, and why, since the engine began. */
const dropCount = z.object({ why: z.string(), count: z.number() });

export const statusFeeds = {
  status: feed(
    z.object({ source: sourceId.optional() }),
    z.object({
      /** Of the source that was asked for: messages a second, topics, and stored messages. */
      received: z.number(),
      sent: z.number(),
      topics: z.number(),
      stored: z.number(),
      /** Received so far since counting began; with the time of the last one. */
      messages: z.number(),
      lastAt: time.optional(),
      clients: z.number().optional(),
      history: z.object({
        bytes: z.number(),
        budget: z.number(),
        /** Records that the budget let go since the folder was made. */
        evicted: z.number(),
        problem: z.string().optional(),
      }),
      dropped: z.array(dropCount).max(50),
      /** Lately the worker of the traces ended by an error: it was started again, or rests because it ended too often. */
      traces: z.enum(['restarted', 'resting']).optional(),
      /** Milliseconds by which what is shown may be behind what has come; 0 where nobody could see it. */
      lag: z.number(),
      engine: z.object({ cpu: z.number(), memory: z.number() }),
    }),
  ),
  log: feed(
    nothing,
    z.object({
      entries: z
        .array(
          z.object({
            time,
            level: z.enum(['info', 'warn', 'error']),
            area: z.string(),
            text: z.string().max(2000),
          }),
        )
        .max(300),
      dropped: z.number(),
    }),
  ),
} as const;

const selfTestCheck = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() });

export const licence = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  text: z.string(),
});

export const statusCalls = {
  'host.read': call(
    nothing,
    z.object({
      host: z.enum(['electron', 'web']),
      versions: z.array(z.tuple([z.string(), z.string()])),
      platform: z.string(),
      configFolder: z.string(),
      dataFolder: z.string(),
    }),
  ),
  'host.licences': call(
    nothing,
    z.object({
      packages: z.array(licence),
    }),
  ),
  'host.selfTest': call(nothing, z.object({ checks: z.array(selfTestCheck) })),
  /** Markdown for a bug report: versions, settings, log; no secrets, topics or payloads. */
  'host.report': call(nothing, z.object({ markdown: z.string() })),
} as const;
