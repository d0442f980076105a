import '../../zod-without-eval.ts';
import { z } from 'zod';
import { checkTopicFilter, isShared } from '../../../mqtt/topic.ts';
import { listenerName } from './listener.ts';

export const userName = z.string().min(1).max(1024);

/** A filter in which `%c` stands for the client identifier and `%u` for the name of the user. */
const ruleFilter = z
  .string()
  .max(65_535)
  .superRefine((text, context) => {
    if (isShared(text)) {
      context.addIssue({ code: 'custom', message: 'expected the filter without $share and the share name' });
      return;
    }
    const problem = checkTopicFilter(text, 4);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem.message });
  });

/** Whom a rule is about: `anonymous` is who has no user name that was checked. */
const ruleSubject = z.union([
  z.enum(['everyone', 'anonymous']),
  z.strictObject({ user: userName }),
  z.strictObject({ client: z.string().max(65_535) }),
]);

/** The first rule that is about the client, the action and the topic decides. */
export const accessRule = z.strictObject({
  effect: z.enum(['allow', 'deny']),
  /** `subscribe` is receiving as well: what is not allowed is not delivered, whatever was subscribed to. */
  action: z.enum(['publish', 'subscribe', 'both']).default('both'),
  filter: ruleFilter,
  who: ruleSubject.default('everyone'),
});
export type AccessRule = z.infer<typeof accessRule>;

export const accessRules = z.array(accessRule).max(10_000);

/** What the clients of one listener are to show. */
export const listenerAccess = z.strictObject({
  /** Whether they get in without a user name; as for the whole broker if it is left out. */
  anonymous: z.boolean().optional(),
  /**
   * `certificate`: the subject name of the client certificate is the user, and user name and password are not looked
   * at. `either`: the certificate if there is one, else the password.
   */
  identity: z.enum(['password', 'certificate', 'either']).default('password'),
});
export type ListenerAccess = z.infer<typeof listenerAccess>;

export const accessByListener = z.record(listenerName, listenerAccess);
