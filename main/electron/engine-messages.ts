import { z } from 'zod';

/** What the main process tells the engine's process. A window comes with its end of a channel. */
export const toEngine = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    configFolder: z.string(),
    defaultDataFolder: z.string(),
    /** A `file:` URL. */
    licencesFile: z.string(),
    versions: z.array(z.tuple([z.string(), z.string()])),
    /** Whether to look first at what this host can do. */
    isFirstStart: z.boolean(),
  }),
  z.object({ type: z.literal('window') }),
  z.object({ type: z.literal('askActivity') }),
  /** End everything, store everything, exit. */
  z.object({ type: z.literal('close') }),
]);
export type ToEngine = z.infer<typeof toEngine>;

/** What a quit would end. */
export const activity = z.object({
  /** Clients on the embedded broker that are not ours. */
  clients: z.number().int().nonnegative(),
  /** Connections that are up, or on the way. */
  connections: z.number().int().nonnegative(),
  brokerRuns: z.boolean(),
});
export type Activity = z.infer<typeof activity>;

export const selfTestOutcome = z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }));
export type SelfTestOutcome = z.infer<typeof selfTestOutcome>;

/** What the engine's process answers. That it closed is told by its exit. */
export const fromEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** There is no engine to be had on this data folder: one sentence for the user. */
  z.object({ type: z.literal('refused'), message: z.string() }),
  z.object({ type: z.literal('activity'), activity }),
  /** It closes, and not everything could be stored: what and why, in sentences. */
  z.object({ type: z.literal('lost'), message: z.string() }),
  z.object({ type: z.literal('selfTest'), checks: selfTestOutcome }),
]);
export type FromEngine = z.infer<typeof fromEngine>;
