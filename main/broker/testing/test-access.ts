import type { z } from 'zod';
import { accessConfig } from '../access/access-config.ts';
import type { OwnClient } from '../access/managed-access.ts';
import { ManagedAccess } from '../access/managed-access.ts';
import type { StoredUser } from '../auth/stored-user.ts';
import { makeUser } from '../auth/stored-user.ts';

/** Cheap enough for a test to log in often. */
const cheap = { cost: 1024, blockSize: 8, parallelization: 1 };

/** Access as a configuration says it, with users whose passwords are `secret of NAME`. */
export async function testAccess(
  config: Omit<z.input<typeof accessConfig>, 'users'> & {
    readonly users?: readonly string[];
    readonly own?: OwnClient;
  },
  hashing = { atOnce: 2, waiting: 1000 },
): Promise<ManagedAccess> {
  const { own, ...others } = config;
  const users = await Promise.all((config.users ?? []).map(testUser));
  return new ManagedAccess({
    clock: { now: () => 1_700_000_000_000_000 },
    config: accessConfig.parse({ ...others, users }),
    ...(own !== undefined && { own }),
    hashing,
  });
}

export function testUser(name: string): Promise<StoredUser> {
  return makeUser(name, `secret of ${name}`, cheap);
}
