import type { FeedSource } from '../../app/contract/feed-source.ts';

/** Registers a listener and answers how to take it off again. */
type OnChange = (listener: () => void) => () => void;

/** A feed whose value does not depend on what the reader asks: read it again whenever something changed. */
export function valueFeed<Params, Value>(
  read: () => Value,
  onChange: OnChange,
  changed: () => void,
): FeedSource<Params, Value> {
  const stop = onChange(changed);
  return { update: () => undefined, read, close: stop };
}
