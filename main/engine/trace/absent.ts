import { visible } from '../../../app/base/visible.ts';
import { matches } from '../../../app/mqtt/topic.ts';
import type { Absence, LostFilter } from '../../trace/absences.ts';

/** Clients that are shown for a message. */
const mostShown = 3;
/** µs for which a client is told of that has not come back: later on it has left for good. */
const awaited = 3_600_000_000;

/** A message as it came in. */
interface SeenMessage {
  readonly sequence: number;
  /** µs since 1970. */
  readonly time: number;
  readonly topic: string;
}

/** Somebody who would have got a message, had the session not ended before. */
export interface Absent {
  readonly absence: Absence;
  readonly filter: LostFilter;
}

/** Who they are, and how many are left out because there are more than are shown. */
export interface AbsentClients {
  readonly shown: readonly Absent[];
  readonly cut: number;
}

/**
 * Who was subscribed to the topic of a message until before it came. Those that came back to it first; who has not is told
 * of where the message reached nobody, for a while: most such clients are gone for good.
 */
export function absentClients(
  absences: readonly Absence[],
  message: SeenMessage,
  receivers: readonly string[],
): AbsentClients {
  const byClient = new Map<string, Absent>();
  for (const absence of absences) {
    const { client, from, since } = absence;
    if (message.sequence <= from || receivers.includes(client)) continue;
    const isAwaited = receivers.length === 0 && message.time - since <= awaited;
    const filter = absence.filters.find(
      (one) =>
        (one.back === 0 ? isAwaited : message.sequence < one.back) && matches(one.filter, message.topic),
    );
    // Of several absences the last one counts.
    if (filter !== undefined) byClient.set(client, { absence, filter });
  }
  const all = [...byClient.values()].toSorted(
    (one, other) =>
      Number(other.filter.back > 0) - Number(one.filter.back > 0) || other.absence.since - one.absence.since,
  );
  return { shown: all.slice(0, mostShown), cut: Math.max(0, all.length - mostShown) };
}

/** What is said of it at its lane. */
export function absentWords({ absence, filter }: Absent): string {
  const until = `subscribed until here: ${visible(filter.filter)} at QoS ${filter.granted}`;
  return absence.why === 'connection'
    ? `${until}; the session ended with its connection`
    : `${until}; the Session Expiry Interval had passed`;
}
