import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

// Of the build, where that is of these sources: see vitest.config.ts.
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './broker.ts' : './broker.js', import.meta.url),
);

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'topicscope-access-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

/** Runs a program to its end, with `input` on its standard input. */
async function run(command: string, args: readonly string[], input = '') {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  // One that reads nothing may have ended by now.
  child.stdin.on('error', () => undefined).end(input);
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code, errors };
}

function edit(data: string, args: readonly string[], input?: string) {
  return run(process.execPath, [program, '--data', data, ...args], input);
}

async function started(...args: readonly string[]): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, [program, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  if (child.stdout === null) throw new Error('no pipe');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return String(JSON.parse(String(line)).port);
}

/** Exit codes of mosquitto_pub: 0, or what the broker refused it with. */
async function publish(port: string, ...args: readonly string[]) {
  return (await run('mosquitto_pub', ['-p', port, '-m', 'x', '-q', '1', ...args])).code;
}

test('a password that was set is what the broker asks for, and is in no file', async () => {
  const data = await folder();

  const added = await edit(data, ['--set-password', 'ann'], 'first\n');
  const changed = await edit(data, ['--set-password', 'ann'], 'pass: wörd\n');
  const port = await started('--data', data);
  const codes = [
    await publish(port, '-t', 'a', '-u', 'ann', '-P', 'pass: wörd'),
    await publish(port, '-t', 'a', '-u', 'ann', '-P', 'first'),
  ];

  const file = path.join(data, 'access.json');
  const kept = await readFile(file, 'utf8');
  expect({ added, changed, codes, mode: (await stat(file)).mode & 0o777 }).toEqual({
    added: { code: 0, errors: 'The user "ann" is added.\n' },
    changed: { code: 0, errors: 'The password of "ann" is changed.\n' },
    codes: [0, 4],
    mode: 0o600,
  });
  expect([kept.includes('first'), kept.includes('wörd')]).toEqual([false, false]);
});

test('users and rules of mosquitto hold here, and what is left out is told by its line', async () => {
  const data = await folder();
  const passwords = path.join(data, 'passwords');
  const rules = path.join(data, 'rules');
  await run('mosquitto_passwd', ['-c', '-b', passwords, 'ann', 'secret']);
  await writeFile(passwords, `${await readFile(passwords, 'utf8')}bob:plain\n`);
  await writeFile(rules, 'user ann\ntopic write log/#\nwrong\n');

  const users = await edit(data, ['--import-mosquitto-passwords', passwords]);
  const acl = await edit(data, ['--import-mosquitto-acl', rules]);
  const port = await started('--data', data);
  const ann = ['-u', 'ann', '-P', 'secret', '-V', 'mqttv5', '-d'] as const;
  const allowed = await publish(port, ...ann, '-t', 'log/a');
  const other = await publish(port, '-u', 'ann', '-P', 'other', '-t', 'log/a');
  const subscribed = await run('mosquitto_sub', ['-p', port, ...ann, '-t', 'log/#', '-E']);

  expect({ users, acl, allowed, other, subscribed: subscribed.errors }).toEqual({
    users: {
      code: 0,
      errors:
        'Line 2 is left out. The password of "bob" is not hashed: run mosquitto_passwd -U on the file first.\n' +
        'Users taken over: 1.\n',
    },
    acl: {
      code: 0,
      errors:
        'Line 3 is left out. "wrong" is no line of an ACL file.\n' +
        'Rules taken over: 1. What none is about is denied.\n',
    },
    allowed: 0,
    other: 4,
    subscribed: expect.stringContaining('All subscription requests were denied'),
  });
});

test('a file with users and rules that is wrong lets nobody in', async () => {
  const data = await folder();
  await writeFile(path.join(data, 'access.json'), '{ "rules": [{ "effect": "deny", "filter": "a/#/b" }] }');

  const { code, errors } = await run(process.execPath, [program, '--port', '0', '--data', data]);

  expect({ code, errors }).toEqual({
    code: 2,
    errors: `${path.join(data, 'access.json')} is not as expected: rules[0].filter: "#" must be the last level.\n`,
  });
});

test('what is asked for without a folder or a password is refused in one sentence', async () => {
  const data = await folder();

  expect([
    await run(process.execPath, [program, '--set-password', 'ann']),
    await edit(data, ['--set-password', 'ann'], '\n'),
  ]).toEqual([
    { code: 2, errors: '--data must say in which folder users and rules are kept.\n' },
    { code: 2, errors: 'The password is read from the standard input, and nothing came.\n' },
  ]);
});
