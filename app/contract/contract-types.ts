import type { z } from 'zod';
import type { CallName, Calls } from './calls.ts';
import { calls } from './calls.ts';
import type { FeedName, Feeds } from './feeds.ts';
import { feeds } from './feeds.ts';

export type CallInput<N extends CallName> = z.output<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>;
export type FeedParams<N extends FeedName> = z.output<Feeds[N]['params']>;
export type FeedValue<N extends FeedName> = z.output<Feeds[N]['value']>;

/** The schemas by name, in a form whose types can be followed for a name that is known at run time only. */
export const callSchemas: {
  readonly [N in CallName]: {
    readonly input: z.ZodType<CallInput<N>>;
    readonly output: z.ZodType<CallOutput<N>>;
  };
} = calls;

export const feedSchemas: {
  readonly [N in FeedName]: {
    readonly params: z.ZodType<FeedParams<N>>;
    readonly value: z.ZodType<FeedValue<N>>;
  };
} = feeds;

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

export function isFeedName(name: string): name is FeedName {
  return Object.hasOwn(feeds, name);
}
