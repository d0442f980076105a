import { z } from 'zod';
import { userName } from '../../../app/contract/areas/broker/access.ts';
import { makeScramKeys, scramKeys } from './scram-keys.ts';
import type { ScryptCost } from './stored-password.ts';
import { storedPassword, storePassword, usualCost } from './stored-password.ts';

/** A user as it is kept: no password, only what one can be held against. Never leaves the engine. */
export const storedUser = z.strictObject({
  name: userName,
  password: storedPassword,
  /** Absent where the password has only ever been seen as another program's hash. */
  scram: scramKeys.optional(),
});
export type StoredUser = z.infer<typeof storedUser>;

/** Hashes the password for logins and makes the keys of SCRAM; the password itself is kept nowhere. */
export async function makeUser(
  name: string,
  password: string,
  cost: ScryptCost = usualCost,
): Promise<StoredUser> {
  const [stored, scram] = await Promise.all([
    storePassword(Buffer.from(password), cost),
    makeScramKeys(password),
  ]);
  return { name, password: stored, scram };
}
