import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isPassword } from '../../auth/stored-password.ts';
import { readAclFile } from './acl-file.ts';
import { readPasswordFile } from './password-file.ts';

/** A password file that Debian's own program makes. */
async function made(...lines: readonly (readonly string[])[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-access-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'passwords');
  for (const [index, options] of lines.entries()) {
    const [name = '', password = '', ...others] = options;
    execFileSync(
      'mosquitto_passwd',
      [...(index === 0 ? ['-c'] : []), ...others, '-b', file, name, password],
      {
        stdio: 'ignore',
      },
    );
  }
  return readFile(file, 'utf8');
}

test('users that mosquitto_passwd made have their passwords, by both of its hashes', async () => {
  const text = await made(['ann', 'pässword'], ['bob', 'other', '-H', 'sha512']);

  const { users, problems } = readPasswordFile(text);

  const right = await Promise.all(
    users.map(({ password }, index) => isPassword(password, Buffer.from(index === 0 ? 'pässword' : 'other'))),
  );
  const wrong = await Promise.all(users.map(({ password }) => isPassword(password, Buffer.from('pass'))));
  const kinds = users.map(({ name, password }) => [name, password.kind, 'iterations' in password]);
  expect({ kinds, right, wrong, problems, first: text.slice(0, 7) }).toEqual({
    kinds: [
      ['ann', 'mosquitto', true],
      ['bob', 'mosquitto', false],
    ],
    right: [true, true],
    wrong: [false, false],
    problems: [],
    first: 'ann:$7$',
  });
});

test('what of a password file is not carried over is told by its line, and no password with it', () => {
  const text = [
    '# users',
    '',
    'ann',
    ':$6$a$b',
    'bob:secret',
    'eve:$1$x$y',
    'joe:$7$101$c2FsdA==$c2hvcnQ=',
  ].join('\n');

  expect(readPasswordFile(text)).toEqual({
    users: [],
    problems: [
      { line: 3, text: 'There is no colon between a name and a hash.' },
      { line: 4, text: 'The name is empty or longer than 1,024 characters.' },
      { line: 5, text: 'The password of "bob" is not hashed: run mosquitto_passwd -U on the file first.' },
      { line: 6, text: 'The hash of "eve" is of a kind that mosquitto_passwd does not write.' },
      { line: 7, text: 'The hash of "joe" is damaged.' },
    ],
  });
});

test('an ACL file becomes rules in the order in which mosquitto asks them', () => {
  const text = [
    'topic read public/#',
    'user ann maria',
    'topic home/ann/#',
    'topic deny home/ann/lock',
    'topic write log/a topic',
    '',
    '# for all',
    'pattern readwrite devices/%c/#',
    'pattern deny devices/%c/private',
    'pattern read users/%u',
  ].join('\r\n');

  const ann = { user: 'ann maria' };
  expect(readAclFile(text)).toEqual({
    rules: [
      { effect: 'deny', action: 'both', filter: 'home/ann/lock', who: ann },
      { effect: 'allow', action: 'subscribe', filter: 'public/#', who: 'anonymous' },
      { effect: 'allow', action: 'both', filter: 'home/ann/#', who: ann },
      { effect: 'allow', action: 'publish', filter: 'log/a topic', who: ann },
      { effect: 'deny', action: 'both', filter: 'devices/%c/private', who: 'everyone' },
      { effect: 'allow', action: 'both', filter: 'devices/%c/#', who: 'everyone' },
      { effect: 'allow', action: 'subscribe', filter: 'users/%u', who: 'everyone' },
    ],
    problems: [],
  });
});

test('what of an ACL file is not carried over is told by its line', () => {
  const text = ['topic read a/#/b', 'allow x', 'topic a/%u', 'user', 'topic read'].join('\n');

  expect(readAclFile(text).problems).toEqual([
    { line: 1, text: '"#" must be the last level.' },
    { line: 2, text: '"allow" is no line of an ACL file.' },
    { line: 3, text: 'In a "topic" line mosquitto takes %c and %u literally; here they would be replaced.' },
    { line: 4, text: '"user" is no line of an ACL file.' },
  ]);
});
