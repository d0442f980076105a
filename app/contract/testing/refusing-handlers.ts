import { failure } from '../answer.ts';
import { calls } from '../calls.ts';
import { isCallName, isFeedName } from '../contract-types.ts';
import { feeds } from '../feeds.ts';
import type { CallHandlers, FeedHandlers, Handlers } from '../handlers.ts';

/** Handlers for a test that needs a few of them: every other call and feed is refused. */
export function refusingHandlers(own: {
  readonly calls?: Partial<CallHandlers>;
  readonly feeds?: Partial<FeedHandlers>;
}): Handlers {
  const refuse = () => failure('failed', 'Not part of this test.');
  const callHandlers: { -readonly [N in keyof CallHandlers]?: CallHandlers[N] } = { ...own.calls };
  for (const name of Object.keys(calls).filter(isCallName)) callHandlers[name] ??= refuse;
  const feedHandlers: { -readonly [N in keyof FeedHandlers]?: FeedHandlers[N] } = { ...own.feeds };
  for (const name of Object.keys(feeds).filter(isFeedName)) feedHandlers[name] ??= refuse;
  if (hasAllCalls(callHandlers) && hasAllFeeds(feedHandlers))
    return { calls: callHandlers, feeds: feedHandlers };
  throw new Error('A call or a feed has no handler.');
}

function hasAllCalls(handlers: Partial<CallHandlers>): handlers is CallHandlers {
  return Object.keys(calls).every((name) => Object.hasOwn(handlers, name));
}

function hasAllFeeds(handlers: Partial<FeedHandlers>): handlers is FeedHandlers {
  return Object.keys(feeds).every((name) => Object.hasOwn(handlers, name));
}
