import type { Source } from '../../app/contract/areas/sources.ts';
import type { TraceListValue } from '../../app/contract/areas/trace/trace.ts';
import { asks, isOfHandshake } from '../../app/filter/asks.ts';
import { parseFilter } from '../../app/filter/parse.ts';
import { timeRangeOf } from '../../app/filter/time-range.ts';
import { texts } from '../texts/en.ts';

const words = texts.trace.silent;

interface SilentTrace {
  readonly source: Source | undefined;
  readonly value: TraceListValue | undefined;
  /** Empty: none. */
  readonly filter: string;
  readonly hasDeliveries: boolean;
  /** The settings have traces on. */
  readonly isTraced: boolean;
  /** Their worker ended by an error too often, and is tried again later. */
  readonly isResting: boolean;
  /** µs since 1970. */
  readonly now: number;
}

interface WhyNoExchange {
  readonly title: string;
  readonly advice: readonly string[];
}

/** Why the list of exchanges is empty; undefined when it is not. */
export function whyNoExchange(silent: SilentTrace): WhyNoExchange | undefined {
  const { source, value, filter } = silent;
  if (source === undefined) return { title: words.noSource, advice: [words.noSourceAdvice] };
  if (value !== undefined && value.end > value.first) return undefined;
  if (!silent.isTraced) return { title: words.off, advice: [words.offAdvice] };
  if (silent.isResting) return { title: words.resting, advice: [words.restingAdvice] };
  if (value === undefined) return { title: words.busy, advice: [] };
  if (value.problem !== undefined) return { title: words.wrong, advice: [value.problem.message] };
  // How far a search is stands above the list.
  if (value.counting)
    return { title: words.busy, advice: filter === '' ? [words.tracing(value.tracedTo)] : [] };
  if (filter !== '') return { title: words.nothing, advice: whyNoMatch(value, silent) };
  if (source.kind === 'recording') return { title: words.none, advice: [] };
  return { title: words.none, advice: [source.kind === 'broker' ? words.noneBroker : words.noneConnection] };
}

function whyNoMatch(
  { looked }: TraceListValue,
  { source, filter, hasDeliveries, now }: SilentTrace,
): readonly string[] {
  const reasons: string[] = [];
  if (looked.exchanges < looked.of) reasons.push(words.stopped(looked.exchanges, looked.of));
  if (timeRangeOf(filter, now) !== undefined) reasons.push(words.times);
  const mayBeLeftOut = source?.kind === 'broker' && !hasDeliveries;
  if (mayBeLeftOut && asksHandshake(filter, now)) reasons.push(words.deliveries);
  return reasons;
}

/** A delivery has its message's topic and content, and whom it is for is asked of the message: these leave none out. */
function asksHandshake(text: string, now: number): boolean {
  const parsed = parseFilter(text, now);
  return parsed.ok && parsed.filter !== undefined && asks(parsed.filter, isOfHandshake);
}
