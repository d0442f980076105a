import { unreachable } from '../../app/base/assert.ts';
import type { SubscriptionState } from '../../app/contract/areas/connection.ts';
import type { Source } from '../../app/contract/areas/sources.ts';
import { parseFilter } from '../../app/filter/parse.ts';
import { reachesOf } from '../../app/filter/topic-part.ts';
import { texts } from '../texts/en.ts';
import { minuteOfDay, timeOfDay } from '../texts/time.ts';

const words = texts.explore.silent;

interface SilentScreen {
  readonly source: Source | undefined;
  /** Undefined until known, and for the embedded broker. */
  readonly subscriptions: readonly SubscriptionState[] | undefined;
  /** Empty: none. */
  readonly filter: string;
  /** When the last message came, in microseconds since 1970. */
  readonly lastAt: number | undefined;
  readonly now: Date;
}

export interface Reason {
  readonly title: string;
  readonly advice: string | undefined;
}

/** Why nothing shows: the first of the reasons that holds, the one to mend first. */
export function whySilent({ source, subscriptions, filter, lastAt, now }: SilentScreen): Reason {
  if (source === undefined) return reason(words.noSource);
  if (filter !== '') {
    const isByLast = dependsOnMessage(filter, now);
    return reason(words.nothingMatches(filter), isByLast ? words.nothingMatchesAdvice : undefined);
  }
  if (source.kind === 'recording') return reason(texts.files.empty);
  const { state } = source;
  switch (state.kind) {
    case 'idle':
      return source.kind === 'broker' ? reason(words.brokerStopped) : reason(words.idle, words.idleAdvice);
    case 'connecting':
      return reason(words.connecting);
    case 'waiting':
      return reason(
        words.idle,
        words.waiting(state.why.replace(/\.$/, ''), timeOfDay(state.retryAt).slice(0, 8)),
      );
    case 'failed':
      return reason(words.idle, state.why);
    case 'connected':
      if (source.kind === 'broker') return quiet(lastAt, words.brokerNothingYet, now);
      return (
        whyNotSubscribed(subscriptions) ?? quiet(lastAt, words.nothingYet(minuteOfDay(state.since, now)), now)
      );
    default:
      return unreachable(state);
  }
}

function reason(title: string, advice?: string): Reason {
  return { title, advice };
}

function quiet(lastAt: number | undefined, never: string, now: Date): Reason {
  return reason(lastAt === undefined ? never : words.nothingSince(minuteOfDay(lastAt, now)));
}

/** A connection that was granted nothing hears nothing. */
function whyNotSubscribed(subscriptions: readonly SubscriptionState[] | undefined): Reason | undefined {
  if (subscriptions === undefined) return undefined;
  if (subscriptions.length === 0) return reason(words.noSubscription, words.noSubscriptionAdvice);
  const refused = subscriptions.flatMap(({ asked, granted }) =>
    granted.kind === 'refused' ? [{ filter: asked.filter, reason: granted.reason }] : [],
  );
  const first = refused[0];
  if (first === undefined || refused.length < subscriptions.length) return undefined;
  const filters = refused.map(({ filter }) => filter).join(', ');
  return reason(words.refused(filters, first.reason.name), first.reason.cause);
}

/** A topic that it does not match now may have messages of before that it matches. */
function dependsOnMessage(filter: string, now: Date): boolean {
  const parsed = parseFilter(filter, now.getTime() * 1000);
  return parsed.ok && reachesOf(parsed.filter).has('message');
}
