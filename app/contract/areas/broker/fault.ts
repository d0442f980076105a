import '../../zod-without-eval.ts';
import { z } from 'zod';
import { packetTypes } from '../../../mqtt/packet-types.ts';
import { reasonCodes } from '../../../mqtt/reason-codes.ts';
import { checkTopicFilter } from '../../../mqtt/topic.ts';

/*
 * Faults on purpose: what a rule may say. A rule set is data: in the app's own file, in an exported one, and under
 * `faults` in the configuration of the broker alone. What each fault does exactly stands in `main/broker/faults`.
 */

/** Rules that a broker may have, and milliseconds of the longest wait. */
export const mostRules = 50;
const longestWait = 3_600_000;

const pattern = z.string().min(1).max(200);
const milliseconds = z.number().int().min(0).max(longestWait);

/** `*` in a pattern stands for any characters, `?` for one. Both of `clients` must match where both are there. */
const faultTarget = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('all') }),
  z.strictObject({ of: z.literal('client'), clientId: z.string().max(256) }),
  z.strictObject({ of: z.literal('clients'), clientId: pattern.optional(), user: pattern.optional() }),
  z.strictObject({ of: z.literal('listener'), name: z.string().min(1).max(200) }),
]);
export type FaultTarget = z.infer<typeof faultTarget>;

export const faultPacketType = z.enum(packetTypes.flatMap((type) => (type === undefined ? [] : [type])));

/** Which of the packets that match: each, the nth of every n, or by chance. */
const faultWhen = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('always') }),
  z.strictObject({ of: z.literal('every'), nth: z.number().int().min(1).max(1_000_000) }),
  z.strictObject({ of: z.literal('chance'), probability: z.number().min(0).max(1) }),
]);
export type FaultWhen = z.infer<typeof faultWhen>;

const knownCodes: ReadonlySet<number> = new Set(
  Object.values(reasonCodes).flatMap((list) => list.map(({ code }) => code)),
);

/** What is done with a packet. */
const faultAction = z.discriminatedUnion('kind', [
  /** Waits `milliseconds`, up to `jitter` more or less; those behind wait for it. */
  z.strictObject({ kind: z.literal('delay'), milliseconds, jitter: milliseconds.default(0) }),
  z.strictObject({ kind: z.literal('drop') }),
  /** Goes on so many times more. */
  z.strictObject({ kind: z.literal('duplicate'), copies: z.number().int().min(1).max(20).default(1) }),
  /** Steps aside until `behind` later packets of its direction went on, no longer than `milliseconds`. */
  z.strictObject({
    kind: z.literal('reorder'),
    behind: z.number().int().min(1).max(1_000).default(1),
    milliseconds: milliseconds.min(1).default(1_000),
  }),
  /** Is kept until it is released by hand; when there is no room, it is dropped or its connection closed. */
  z.strictObject({ kind: z.literal('hold'), whenFull: z.enum(['drop', 'close']).default('drop') }),
  /** Bytes a second of a line of its own for each connection and direction. */
  z.strictObject({ kind: z.literal('bandwidth'), bytesPerSecond: z.number().int().min(1).max(1e9) }),
  /**
   * Received: the packet is not processed and answered with the code. Sent: the code of the broker's answer is replaced.
   * With `disconnect` the answer is DISCONNECT and the end of the connection.
   */
  z.strictObject({
    kind: z.literal('reason'),
    reasonCode: z
      .number()
      .int()
      .refine((code) => knownCodes.has(code), { message: 'no reason code of MQTT 5.0' }),
    answer: z.enum(['own', 'disconnect']).default('own'),
  }),
  z.strictObject({
    kind: z.literal('malformed'),
    how: z.enum(['longer', 'shorter', 'size', 'flags', 'type', 'truncated', 'packet id', 'text']),
  }),
  /** `say`: with a DISCONNECT where the version has one; `finish`: without a word; `reset`: as if the line had broken. */
  z.strictObject({
    kind: z.literal('close'),
    how: z.enum(['say', 'finish', 'reset']).default('finish'),
    at: z.enum(['before', 'after']).default('before'),
  }),
  /** The session ends as if it had expired: at a CONNECT before that is processed, else with the connection. */
  z.strictObject({ kind: z.literal('lose session') }),
  /** Messages to the client age so many times faster, against their Message Expiry Interval. No matter of packets. */
  z.strictObject({ kind: z.literal('expiry'), factor: z.number().min(1).max(1_000_000) }),
]);
export type FaultAction = z.infer<typeof faultAction>;
export type FaultKind = FaultAction['kind'];

export const faultRule = z
  .strictObject({
    /** What pills say; unique within a set. */
    name: z.string().trim().min(1).max(60),
    enabled: z.boolean().default(false),
    target: faultTarget.default({ of: 'all' }),
    /** As the broker sees it: `received` comes from the client. */
    direction: z.enum(['received', 'sent', 'both']).default('both'),
    /** None named means all. */
    packets: z.array(faultPacketType).max(15).default([]),
    /** Only PUBLISH packets whose topic falls under it. */
    topic: z
      .string()
      .max(256)
      .superRefine((text, context) => {
        const problem = checkTopicFilter(text, 4);
        if (problem !== undefined) context.addIssue({ code: 'custom', message: problem.message });
      })
      .optional(),
    when: faultWhen.default({ of: 'always' }),
    /** What chance and jitter begin with: the same seed, the same run. */
    seed: z.number().int().min(0).max(0xffff_ffff).default(1),
    /** At most so many times; then the rule rests until it is switched on again. */
    times: z.number().int().min(1).max(1e9).optional(),
    fault: faultAction,
  })
  .refine((rule) => rule.fault.kind !== 'malformed' || rule.direction === 'sent', {
    message: 'what is malformed is sent: "direction" must be "sent"',
    path: ['direction'],
  });
export type FaultRule = z.infer<typeof faultRule>;

export const faultRules = z
  .array(faultRule)
  .max(mostRules)
  .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, {
    message: 'two rules have one name',
  });

/** `faults` in the configuration of the broker alone, and what an exported file holds. */
export const faultSet = z.strictObject({
  /** The master switch: without it no rule does anything. */
  on: z.boolean().default(false),
  rules: faultRules.default([]),
});
export type FaultSet = z.infer<typeof faultSet>;

/** A file of rules: it is a configuration of the broker alone as well. */
export const faultFile = z.strictObject({ faults: faultSet });
