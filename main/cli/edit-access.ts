import { readFile } from 'node:fs/promises';
import { messageOf } from '../../app/base/message-of.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import { userName } from '../../app/contract/areas/broker/access.ts';
import type { AccessConfig } from '../broker/access/access-config.ts';
import { openConfig } from '../broker/access/access-config.ts';
import { accessFileIn, readAccessFile, writeAccessFile } from '../broker/access/access-file.ts';
import { withRules, withUser, withUsers } from '../broker/access/edit-config.ts';
import { readAclFile } from '../broker/access/mosquitto/acl-file.ts';
import { readPasswordFile } from '../broker/access/mosquitto/password-file.ts';
import { makeUser } from '../broker/auth/stored-user.ts';

/** What the command line wants done with users and rules, instead of a broker. */
export type AccessEdit =
  | { readonly kind: 'set password'; readonly user: string }
  | { readonly kind: 'import passwords'; readonly file: string }
  | { readonly kind: 'import rules'; readonly file: string };

/** Does it to the data folder's file. Returns what to print; `password` reads all of the standard input. */
export async function editAccess(
  edit: AccessEdit,
  dataFolder: string,
  password: () => Promise<string>,
): Promise<Answer<readonly string[]>> {
  const file = accessFileIn(dataFolder);
  const read = await readAccessFile(file);
  if (!read.ok) return read;
  const edited = await edits(edit, read.value ?? openConfig, password);
  if (!edited.ok) return edited;
  const { config, lines } = edited.value;
  const written = await writeAccessFile(file, config);
  return written.ok ? success(lines) : written;
}

type Edited = { readonly config: AccessConfig; readonly lines: readonly string[] };

async function edits(
  edit: AccessEdit,
  config: AccessConfig,
  password: () => Promise<string>,
): Promise<Answer<Edited>> {
  if (edit.kind === 'set password') return setPassword(edit.user, config, password);
  let text: string;
  try {
    text = await readFile(edit.file, 'utf8');
  } catch (error) {
    return failure('failed', `${edit.file} cannot be read: ${messageOf(error)}`);
  }
  if (edit.kind === 'import passwords') {
    const { users, problems } = readPasswordFile(text);
    const lines = [...problems.map(told), `Users taken over: ${users.length}.`];
    return success({ config: withUsers(config, users), lines });
  }
  const { rules, problems } = readAclFile(text);
  const lines = [...problems.map(told), `Rules taken over: ${rules.length}. What none is about is denied.`];
  return success({ config: withRules(config, rules, 'deny'), lines });
}

async function setPassword(
  user: string,
  config: AccessConfig,
  password: () => Promise<string>,
): Promise<Answer<Edited>> {
  const name = userName.safeParse(user);
  if (!name.success) return failure('invalid', 'The name of a user has 1 to 1,024 characters.');
  const secret = (await password()).replace(/\r?\n$/, '');
  if (secret === '')
    return failure('invalid', 'The password is read from the standard input, and nothing came.');
  const isNew = !config.users.some((one) => one.name === user);
  const line = isNew ? `The user "${user}" is added.` : `The password of "${user}" is changed.`;
  return success({ config: withUser(config, await makeUser(user, secret)), lines: [line] });
}

function told({ line, text }: { readonly line: number; readonly text: string }): string {
  return `Line ${line} is left out. ${text}`;
}
