import { userName } from '../../../../app/contract/areas/broker/access.ts';
import { storedPassword } from '../../auth/stored-password.ts';
import type { StoredUser } from '../../auth/stored-user.ts';
import type { LineProblem } from './line-problem.ts';
import { linesOf } from './line-problem.ts';

interface ImportedUsers {
  readonly users: readonly StoredUser[];
  readonly problems: readonly LineProblem[];
}

/** `$6$salt$hash` and `$7$iterations$salt$hash`, as mosquitto_passwd writes them. */
const hashed = /^\$(?:6|7\$(\d+))\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;

/** Users of a password file of mosquitto. Their hashes are kept as they are: no SCRAM until the password is set anew. */
export function readPasswordFile(text: string): ImportedUsers {
  const users = new Map<string, StoredUser>();
  const problems: LineProblem[] = [];
  for (const { line, text: content } of linesOf(text)) {
    const user = userOf(content.trimEnd());
    if (typeof user === 'string') problems.push({ line, text: user });
    else if (users.has(user.name)) problems.push({ line, text: `"${user.name}" stands further up already.` });
    else users.set(user.name, user);
  }
  return { users: [...users.values()], problems };
}

/** A sentence if the line is no user. It does not repeat what might be a password. */
function userOf(content: string): StoredUser | string {
  const colon = content.indexOf(':');
  if (colon === -1) return 'There is no colon between a name and a hash.';
  const name = userName.safeParse(content.slice(0, colon));
  if (!name.success) return 'The name is empty or longer than 1,024 characters.';
  const parts = hashed.exec(content.slice(colon + 1));
  if (parts === null) {
    return content.charAt(colon + 1) === '$'
      ? `The hash of "${name.data}" is of a kind that mosquitto_passwd does not write.`
      : `The password of "${name.data}" is not hashed: run mosquitto_passwd -U on the file first.`;
  }
  const [, iterations, salt, hash] = parts;
  const password = storedPassword.safeParse({
    kind: 'mosquitto',
    ...(iterations !== undefined && { iterations: Number(iterations) }),
    salt,
    hash,
  });
  return password.success
    ? { name: name.data, password: password.data }
    : `The hash of "${name.data}" is damaged.`;
}
