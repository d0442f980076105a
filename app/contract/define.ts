import './zod-without-eval.ts';
import type { z } from 'zod';

/** A call: one question, one answer. Errors come back as values, never as throws. */
export interface CallDefinition<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly input: In;
  readonly output: Out;
}

/**
 * A feed: the current value of something, again and again, at the reader's pace. A change of `params` is a numbered
 * update of the same feed; each value says which update it answers.
 */
export interface FeedDefinition<Params extends z.ZodType = z.ZodType, Value extends z.ZodType = z.ZodType> {
  readonly params: Params;
  readonly value: Value;
}

export function call<In extends z.ZodType, Out extends z.ZodType>(
  input: In,
  output: Out,
): CallDefinition<In, Out> {
  return { input, output };
}

export function feed<Params extends z.ZodType, Value extends z.ZodType>(
  params: Params,
  value: Value,
): FeedDefinition<Params, Value> {
  return { params, value };
}
