import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { direction, nothing, sequence, shortText, time } from '../common.ts';
import { faultPacketType, faultRule, faultRules, mostRules } from './fault.ts';

/** Characters of a file of rules. */
const fileText = z.string().max(200_000);
const name = z.string().max(60);

const heldPacket = z.object({
  id: z.number().int(),
  /** The name of the rule that holds it. */
  rule: name,
  client: shortText,
  direction,
  /** Undefined for the reserved type 0. */
  type: faultPacketType.optional(),
  topic: shortText.optional(),
  /** Bytes of the packet. */
  size: z.number().int(),
  since: time,
  /** Of its record; undefined for what is recorded only when it goes. */
  sequence: sequence.optional(),
});

export const faultFeeds = {
  faults: feed(
    nothing,
    z.object({
      /** The master switch. It is off whenever the app starts. */
      on: z.boolean(),
      /** The broker runs: only then a rule does anything. */
      isRunning: z.boolean(),
      rules: faultRules,
      /** How often each rule acted since it is on, in the order of the rules. */
      hits: z.array(z.number().int()).max(mostRules),
      /** Those that are held longest. */
      held: z.array(heldPacket).max(100),
      heldInAll: z.number().int(),
      /** Packets that found no room to be held. */
      overflowed: z.number().int(),
      /** What is wrong with the file that keeps the rules. */
      problem: z.string().max(2_000).optional(),
    }),
  ),
} as const;

export const faultCalls = {
  'faults.switch': call(z.object({ on: z.boolean() }), nothing),
  /** Adds a rule at the end, or puts it in the place of the one named. Fails if another rule has its name. */
  'faults.put': call(z.object({ rule: faultRule, replaces: name.optional() }), nothing),
  'faults.remove': call(z.object({ name }), nothing),
  /** Lets go of packets that are held: they go on, or are dropped. */
  'faults.release': call(
    z.object({
      ids: z.union([z.literal('all'), z.array(z.number().int()).max(1_000)]),
      how: z.enum(['pass', 'drop']),
    }),
    z.object({ released: z.number().int() }),
  ),
  /** The rules as a file, which the broker alone takes as its configuration too. */
  'faults.export': call(nothing, z.object({ text: fileText })),
  /** Adds the rules of such a file, each off; one whose name is taken gets another. */
  'faults.import': call(z.object({ text: fileText }), z.object({ added: z.number().int() })),
} as const;
