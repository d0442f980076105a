import './zod-without-eval.ts';
import { z } from 'zod';

/** Given by the client; used once while its port lives, for calls and watches each. */
const id = z.number().int().nonnegative();
/** Number of an update of a watch: 0 is what it began with. */
const update = z.number().int().nonnegative();
const name = z.string().max(64);

/** From the interface to the engine. */
export const clientMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id, name, input: z.unknown() }),
  z.object({ kind: z.literal('cancel'), id }),
  z.object({ kind: z.literal('watch'), id, name, params: z.unknown() }),
  z.object({ kind: z.literal('update'), id, update, params: z.unknown() }),
  /** The value under way has been taken in: the next may come. */
  z.object({ kind: z.literal('taken'), id }),
  z.object({ kind: z.literal('unwatch'), id }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;

const error = z.object({ code: z.string(), message: z.string(), advice: z.string().optional() });

/** From the engine to the interface. */
export const hostMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    id,
    answer: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: z.unknown() }),
      z.object({ ok: z.literal(false), error }),
    ]),
  }),
  /** The value that answers the update of that number. */
  z.object({ kind: z.literal('value'), id, update, value: z.unknown() }),
  /** The feed is over and needs no `unwatch`. */
  z.object({ kind: z.literal('ended'), id, error }),
]);
export type HostMessage = z.infer<typeof hostMessage>;

/** Where input does not fit, in a sentence; it never repeats what was in it. */
export function describeIssues(problem: z.ZodError): string {
  const issues = problem.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
  const more = problem.issues.length - issues.length;
  return issues.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
