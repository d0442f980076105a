import { z } from 'zod';
import { accessByListener, accessRules } from '../../../app/contract/areas/broker/access.ts';
import { storedUser } from '../auth/stored-user.ts';

const users = z
  .array(storedUser)
  .max(10_000)
  .superRefine((all, context) => {
    const names = new Set<string>();
    for (const [index, { name }] of all.entries()) {
      if (names.has(name)) {
        context.addIssue({ code: 'custom', path: [index, 'name'], message: 'another user has this name' });
      }
      names.add(name);
    }
  });

/**
 * Users and rules: the key `access` of the broker's configuration, and the file `access.json` of its data folder. It
 * has what passwords are held against and belongs to its owner alone.
 */
export const accessConfig = z.strictObject({
  /** Whether a client without a user name gets in. */
  anonymous: z.boolean().default(true),
  users: users.default([]),
  /** In order: the first that is about a client, an action and a topic decides. */
  rules: accessRules.default([]),
  /** What holds where no rule is about it. */
  otherwise: z.enum(['allow', 'deny']).default('allow'),
  /** By the name of the listener. */
  listeners: accessByListener.default({}),
});
export type AccessConfig = z.infer<typeof accessConfig>;

/** Everybody gets in and may do everything. */
export const openConfig: AccessConfig = Object.freeze(accessConfig.parse({}));
