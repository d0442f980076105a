import { z } from 'zod';
import { call, feed } from '../../define.ts';
import { nothing, shortText, text, time } from '../common.ts';
import { accessRule, accessRules, listenerAccess, userName } from './access.ts';
import { listenerName } from './listener.ts';

/** A user, without anything that leads to its password. */
const shownUser = z.object({
  name: userName,
  /** SCRAM-SHA-256 works: the password was set here, not taken over as another program's hash. */
  hasScram: z.boolean(),
});

/** `receive` is a message withheld from a subscriber, `will` one that was not published. */
const refusedAction = z.enum(['connect', 'publish', 'subscribe', 'receive', 'will']);
export type RefusedAction = z.infer<typeof refusedAction>;

const shownRefusal = z.object({
  /** Rises with each refusal. */
  number: z.number().int(),
  time,
  clientId: shortText,
  userName: shortText.optional(),
  action: refusedAction,
  /** Topic or filter; of `connect` the reason. */
  topic: shortText,
  /** The place from 0 of the rule that decided, as the rules were then. */
  rule: z.number().int().optional(),
});

const otherwise = z.enum(['allow', 'deny']);

const accessState = z.object({
  /** Why users and rules could not be read: the broker does not start. */
  problem: z.string().optional(),
  anonymous: z.boolean(),
  otherwise,
  /** Those for which something else was said, whether they are there or not. */
  listeners: z.array(z.object({ name: listenerName, access: listenerAccess })).max(64),
  /** The first 500 by name. */
  users: z.array(shownUser).max(500),
  allUsers: z.number().int(),
  /** Undefined if they are too large to be edited on a screen. */
  rules: accessRules.optional(),
  allRules: z.number().int(),
  /** Newest first. */
  refusals: z.array(shownRefusal).max(50),
  refused: z.array(z.object({ action: refusedAction, count: z.number() })),
});
export type AccessState = z.infer<typeof accessState>;

export const accessFeeds = { brokerAccess: feed(nothing, accessState) } as const;

/** A password file or an ACL file of mosquitto, whole. */
const foreignFile = z.object({ kind: z.enum(['passwords', 'acl']), text: z.string().max(262_144) });

export const accessCalls = {
  'access.anonymous': call(z.object({ anonymous: z.boolean() }), nothing),
  'access.listener': call(z.object({ name: listenerName, access: listenerAccess }), nothing),
  /** Adds a user or changes a password. It is hashed and never comes back. */
  'access.password': call(z.object({ name: userName, password: text.min(1) }), nothing),
  'access.removeUser': call(z.object({ name: userName }), nothing),
  /** In the place of all rules that there are. */
  'access.rules': call(z.object({ rules: accessRules, otherwise }), nothing),
  /** What a client may do under the rules as they are. */
  'access.test': call(
    z.object({
      clientId: text,
      userName: userName.optional(),
      action: z.enum(['publish', 'subscribe']),
      topic: text,
    }),
    z.discriminatedUnion('kind', [
      /** `some`: the subscription is granted and part of its messages withheld. `rule` decided, from 0, or none did. */
      z.object({
        kind: z.literal('decided'),
        allowed: z.enum(['all', 'some', 'nothing']),
        rule: z.number().int().optional(),
      }),
      z.object({ kind: z.literal('invalid'), why: z.string() }),
    ]),
  ),
  /** What an import would bring, and what not; the first 200 of each. */
  'access.preview': call(
    foreignFile,
    z.object({
      users: z.array(userName).max(200),
      allUsers: z.number().int(),
      replacedUsers: z.number().int(),
      rules: z.array(accessRule).max(200),
      allRules: z.number().int(),
      problems: z.array(z.object({ line: z.number().int(), text: z.string() })).max(200),
      allProblems: z.number().int(),
    }),
  ),
  'access.import': call(foreignFile, nothing),
} as const;
