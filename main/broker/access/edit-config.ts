import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import type { StoredUser } from '../auth/stored-user.ts';
import type { AccessConfig } from './access-config.ts';

/** Adds users; one of the same name is replaced in its place. */
export function withUsers(config: AccessConfig, added: readonly StoredUser[]): AccessConfig {
  const byName = new Map(config.users.map((user) => [user.name, user]));
  for (const user of added) byName.set(user.name, user);
  return { ...config, users: [...byName.values()] };
}

export function withUser(config: AccessConfig, user: StoredUser): AccessConfig {
  return withUsers(config, [user]);
}

export function withoutUser(config: AccessConfig, name: string): AccessConfig {
  return { ...config, users: config.users.filter((user) => user.name !== name) };
}

/** Other rules in the place of all that there were. */
export function withRules(
  config: AccessConfig,
  rules: readonly AccessRule[],
  otherwise: AccessConfig['otherwise'],
): AccessConfig {
  return { ...config, rules: [...rules], otherwise };
}
