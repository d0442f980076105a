import type { RetainedRow } from '../../../app/contract/areas/broker/retained.ts';
import { checkTopicFilter, matches, parseShared } from '../../../app/mqtt/topic.ts';
import type { Inspection } from '../../broker/inspect/inspection.ts';
import type { Level } from '../../broker/retained/retained-level.ts';
import type { Message } from '../../broker/routing/message.ts';
import { cutText } from './cut-text.ts';
import type { ListColumn, ListDefinition } from './list-definition.ts';
import { fixed, volatile, wordMatcher } from './list-definition.ts';
import { payloadStart } from './payload-start.ts';

/** The topics that have a retained message. */
export function retainedList(broker: Inspection): ListDefinition<Level, RetainedRow> {
  return {
    count: () => broker.counts.retained,
    items: () => broker.retained(),
    membership: () => broker.versions.retained,
    isGone: ({ message }) => message === undefined,
    matcher,
    columns,
    row: (level, key) => rowOf(level, key),
  };
}

/** Words in topic and publisher, or a topic filter with wildcards. */
function matcher(filter: string): ((level: Level) => boolean) | undefined {
  const hasWildcard = filter.includes('+') || filter.includes('#');
  if (hasWildcard && checkTopicFilter(filter) === undefined) {
    const inner = parseShared(filter)?.filter ?? filter;
    return ({ message }) => message !== undefined && matches(inner, message.topic);
  }
  const fits = wordMatcher(filter);
  return (
    fits && (({ message }) => message !== undefined && fits(`${message.topic}\n${message.publisher ?? ''}`))
  );
}

const columns: ReadonlyMap<string, ListColumn<Level>> = new Map<string, ListColumn<Level>>([
  ['topic', fixed(({ message }) => message?.topic ?? '')],
  ['size', volatile(({ message }) => message?.size ?? 0)],
  ['qos', volatile(({ message }) => message?.qos ?? 0)],
  ['publisher', volatile(({ message }) => message?.publisher ?? '')],
  ['arrived', volatile(({ message }) => message?.arrived ?? 0)],
  ['expiresAt', volatile(({ message }) => expiryOf(message) ?? Number.POSITIVE_INFINITY)],
]);

/** When it is no longer delivered, µs since 1970. */
function expiryOf(message: Message | undefined): number | undefined {
  const interval = message?.properties.messageExpiryInterval;
  return message === undefined || interval === undefined ? undefined : message.arrived + interval * 1e6;
}

function rowOf({ message, name }: Level, key: number): RetainedRow {
  const { topic = `…/${name}`, payload = none, qos = 0, publisher, arrived = 0 } = message ?? {};
  const preview = payloadStart(payload);
  return {
    key,
    isGone: false,
    topic: cutText(topic),
    preview: preview.text,
    isBinary: preview.isBinary,
    size: message?.size ?? 0,
    qos,
    publisher: publisher === undefined ? undefined : cutText(publisher),
    arrived,
    expiresAt: expiryOf(message),
    message: message === undefined || message.sequence < 0 ? undefined : message.sequence,
  };
}

const none = new Uint8Array(0);
