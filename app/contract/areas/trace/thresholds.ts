import '../../zod-without-eval.ts';
import { z } from 'zod';
import { parseJsonPath } from '../../../filter/json-path.ts';
import { checkTopicFilter } from '../../../mqtt/topic.ts';

function isPath(text: string): boolean {
  if (text === '') return true;
  try {
    return text.startsWith('$') && parseJsonPath(text).steps.length > 0;
  } catch {
    return false;
  }
}

function isFilter(text: string): boolean {
  return checkTopicFilter(text) === undefined;
}

const seconds = z.number().min(0.01).max(86_400);
const milliseconds = z.number().min(0.1).max(60_000);
const count = z.number().int().min(1).max(1_000_000);

/** From when on something is worth a finding; `docs/traces.md` has this table. */
export const findingThresholds = z.object({
  /** An acknowledgement is late when it takes so many times as long as is usual for its client … */
  lateTimes: z.number().min(2).max(10_000),
  /** … and at least so long. */
  lateSeconds: seconds,
  /** A packet identifier is kept when so many later ones of its client are done … */
  keptLater: count,
  /** … and it is so old. */
  keptSeconds: seconds,
  /** A sender is stalled when Receive Maximum messages are in flight for so long. */
  stalledSeconds: seconds,
  /** A client is near its keep alive when it says nothing for so many times that; at 1.5 it is missed. */
  keepAliveNear: z.number().min(1).max(1.5),
  /** Clients fight for an identifier when it is taken over so often … */
  takeovers: count,
  /** … within so long. */
  takeoverSeconds: seconds,
  /** A retained message belongs to a SUBSCRIBE that was answered no longer ago. */
  retainedSeconds: seconds,
  /** A will is missing when it is overdue by so long. */
  willSeconds: seconds,
  /** The clock jumped when records are so far apart while connections had more to say … */
  sleepSeconds: seconds,
  /** … or when it went back by so much. */
  clockBackSeconds: seconds,
  /** A topic has no subscriber when so many messages had none, and none had one. */
  unheardMessages: count,
  /** … for so long. */
  unheardSeconds: seconds,
  /** A subscriber gets nothing when nothing came for so long: a device may wait for commands for a while … */
  silentSeconds: seconds,
  /** … while so many messages came in. */
  silentMessages: count,
  /** Messages are looked for that were not kept for a client when it is back within so long … */
  awaySeconds: seconds,
  /** … and so many came meanwhile. */
  awayMessages: count,
  /** Nagle's algorithm is suspected when so large a share … */
  nagleShare: z.number().min(0.1).max(1),
  /** … of so many handshakes of a client, the last ones … */
  nagleHandshakes: z.number().int().min(5).max(30),
  /** … took from so many milliseconds on, which is what Linux delays an acknowledgement by, … */
  nagleFrom: milliseconds,
  /** … to so many, for what comes on top, … */
  nagleTo: milliseconds,
  /** … and as large a share of these no further apart than so many: what waits for a busy machine takes now less, now more, … */
  nagleSpread: milliseconds,
  /** … though the shortest of the client took no more than so many: the network is quick. */
  nagleQuick: milliseconds,
  /** The payload's field that is to rise by one: a JSON path, such as `$.seq`. Empty: none is looked at. */
  sequenceField: z.string().max(200).refine(isPath, { message: 'no JSON path' }),
  /** In the messages under this filter. */
  sequenceTopics: z.string().max(1_000).refine(isFilter, { message: 'no topic filter' }),
});
export type FindingThresholds = z.infer<typeof findingThresholds>;

/** The thresholds after a change of some of them. */
export function changedThresholds(
  base: FindingThresholds,
  change: { readonly [N in keyof FindingThresholds]?: FindingThresholds[N] | undefined },
): FindingThresholds {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return named.length === 0 ? base : { ...base, ...Object.fromEntries(named) };
}

/** Those that hold where nobody has set others. */
export const defaultThresholds: FindingThresholds = Object.freeze({
  lateTimes: 20,
  lateSeconds: 2,
  keptLater: 100,
  keptSeconds: 60,
  stalledSeconds: 2,
  keepAliveNear: 1.1,
  takeovers: 3,
  takeoverSeconds: 60,
  retainedSeconds: 10,
  willSeconds: 5,
  sleepSeconds: 60,
  clockBackSeconds: 1,
  unheardMessages: 10,
  unheardSeconds: 30,
  silentSeconds: 3_600,
  silentMessages: 1_000,
  awaySeconds: 3_600,
  awayMessages: 1,
  nagleShare: 0.8,
  nagleHandshakes: 20,
  nagleFrom: 35,
  nagleTo: 60,
  nagleSpread: 10,
  nagleQuick: 10,
  sequenceField: '',
  sequenceTopics: '#',
});
