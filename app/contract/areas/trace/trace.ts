import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { filterProblem, filterText, nothing, qos, sequence, shortText, sourceId, time } from '../common.ts';
import { exchangeId, exchangeRow, traceDetail } from './exchange.ts';
import { finding, findingKind } from './finding.ts';

const rowsAsked = {
  count: z.number().int().min(0).max(200),
  /** An exchange of which the row is asked for as well, wherever that is. */
  seek: exchangeId.optional(),
};

const window = z.discriminatedUnion('at', [
  z.object({ at: z.literal('end'), ...rowsAsked }),
  z.object({ at: z.literal('row'), from: z.number().int(), ...rowsAsked }),
]);

/** Rows are numbered by arrival as those of the history: the newest when the feed began is -1. */
const traceListParams = z.object({
  source: sourceId,
  filter: filterText.optional(),
  /** Whether the broker's deliveries are rows of their own beside the messages that they carry. */
  deliveries: z.boolean(),
  isStopped: z.boolean().optional(),
  window,
});

export type TraceListParams = z.infer<typeof traceListParams>;

const traceListValue = z.object({
  first: z.number().int(),
  end: z.number().int(),
  /** Older exchanges are still being looked through: `first` will go down. */
  counting: z.boolean(),
  looked: z.object({ exchanges: z.number(), of: z.number() }),
  problem: filterProblem.optional(),
  /** Everything up to this packet is traced; what is stored above it is still to come. */
  tracedTo: sequence,
  from: z.number().int(),
  rows: z.array(exchangeRow).max(200),
  gone: z.number().int(),
  /** The exchange whose row was asked for; without one it has none, or is still to be looked at. */
  sought: z.object({ exchange: exchangeId, row: z.number().int().optional() }).optional(),
});
export type TraceListValue = z.infer<typeof traceListValue>;

/** What durations are told apart by: the client whose exchange it is, the first levels of the topic. */
const latencyBy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('qos') }),
  z.object({ kind: z.literal('client') }),
  z.object({ kind: z.literal('topic'), levels: z.number().int().min(1).max(8) }),
]);
export type LatencyBy = z.infer<typeof latencyBy>;

const latencyParams = z.object({
  source: sourceId,
  /** Which exchanges: of one QoS, of those that the filter lets through. */
  qos: qos.optional(),
  filter: filterText.optional(),
  /** Handshakes as their client sees them, or journeys from publisher to the last receiver. */
  of: z.enum(['handshakes', 'journeys']),
  /** µs since 1970, without an end up to what comes; or the last so many µs. Without any, the last five minutes. */
  from: time.optional(),
  to: time.optional(),
  last: z.number().positive().optional(),
  /** From the first exchange to the last one instead. */
  isWhole: z.boolean().optional(),
  buckets: z.number().int().min(1).max(500),
  /** What is measured is told for each QoS, client or branch of topics as well. */
  by: latencyBy.optional(),
});

export type LatencyParams = z.infer<typeof latencyParams>;

/** Durations in µs; undefined where nothing was measured. */
const percentiles = z.object({
  count: z.number(),
  p50: z.number().optional(),
  p95: z.number().optional(),
  p99: z.number().optional(),
  max: z.number().optional(),
});

/** What was measured of one QoS, client or branch of topics. */
const latencyGroup = percentiles.extend({ name: shortText });
export type LatencyGroup = z.infer<typeof latencyGroup>;

/** What was measured in a piece of time, and how many exchanges began in it, measured or not. */
const latencyPiece = percentiles.extend({ volume: z.number().int() });

const latencyValue = z.object({
  problem: filterProblem.optional(),
  /** Older exchanges are still being looked through. */
  counting: z.boolean().optional(),
  inFlight: z.number().int(),
  all: latencyPiece,
  from: time,
  /** µs of one bucket. */
  width: z.number(),
  buckets: z.array(latencyPiece).max(500),
  /** What was asked to be told apart: those with the most, most first; and what was measured beside them. */
  groups: z.array(latencyGroup).max(50).optional(),
  others: percentiles.optional(),
});
export type LatencyValue = z.infer<typeof latencyValue>;

/** A finding as it was seen last. */
const findingPlace = z.object({ id: z.number().int(), lastTime: time });
export type FindingPlace = z.infer<typeof findingPlace>;

const findingsValue = z.object({
  problem: filterProblem.optional(),
  /** The filter is still to be held against some. */
  counting: z.boolean().optional(),
  /** How many of each kind are neither muted nor left out by the filter. */
  counts: z.array(z.object({ kind: findingKind, count: z.number().int() })),
  muted: z.number().int(),
  /** How many the filter leaves out. */
  filtered: z.number().int(),
  /** Violations by connections of the app itself, which are no findings. */
  own: z.number().int(),
  /** The newest first. */
  findings: z.array(finding).max(200),
  /** Older findings that are not in the list, because there are more than fit; and newer ones. */
  cut: z.number().int(),
  newer: z.number().int(),
  /** There were more than are kept, of all kinds, muted ones too: those that were seen longest ago are gone. */
  bound: z.object({ kept: z.number().int(), found: z.number().int() }).optional(),
});
export type FindingsValue = z.infer<typeof findingsValue>;

const findingsParams = z.object({
  source: sourceId,
  kind: findingKind.optional(),
  /** Those whose client, topic and time it lets through, and of which it does so with their exchange. */
  filter: filterText.optional(),
  from: z.number().int().min(0),
  /** Only what was seen last before that: the list stays as it is while more is found. */
  before: findingPlace.optional(),
});
export type FindingsParams = z.infer<typeof findingsParams>;

export const traceFeeds = {
  'trace.list': feed(traceListParams, traceListValue),
  /** Undefined when the budget let it go. */
  'trace.exchange': feed(
    z.object({ source: sourceId, exchange: exchangeId }),
    z.object({
      detail: traceDetail.optional(),
      /** Those that it is part of and that are not muted, the newest first; those beyond are left out. */
      findings: z.array(finding).max(8).optional(),
    }),
  ),
  'trace.findings': feed(findingsParams, findingsValue),
  'trace.latency': feed(latencyParams, latencyValue),
} as const;

export const traceCalls = {
  /**
   * The exchange that a packet belongs to; undefined if there is none or it is not traced yet. With the message that it is
   * about: its PUBLISH, or on the embedded broker the one that it delivers.
   */
  'trace.of': call(
    z.object({ source: sourceId, sequence }),
    z.object({ exchange: exchangeId.optional(), message: sequence.optional() }),
  ),
  /** Adds the mute rule for what is of the same kind and of the same client, or on the same topic, as one that was found. */
  'trace.mute': call(
    z.object({ source: sourceId, finding: z.number().int(), by: z.enum(['client', 'topic']) }),
    nothing,
  ),
} as const;
