import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { connected } from '../broker/testing/raw-client.ts';

// Of the build, where that is of these sources: see vitest.config.ts.
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './broker.ts' : './broker.js', import.meta.url),
);
const children: ChildProcess[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += String(data);
  });
  return {
    child,
    errors: () => errors,
    ended: once(child, 'close'),
    lines: createInterface({ input: child.stdout }),
  };
}

async function listening(...args: readonly string[]) {
  const started = start(...args);
  const [line] = await once(started.lines, 'line');
  return { ...started, line: JSON.parse(String(line)) };
}

async function configured(text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-broker-'));
  folders.push(folder);
  const file = path.join(folder, 'broker.json');
  await writeFile(file, text);
  return file;
}

test('it prints one line of JSON when it listens, and SIGTERM ends it cleanly', async () => {
  const { child, line, ended } = await listening('--port', '0', '--ws-port', '0');

  const socket = connect(line.port, '127.0.0.1');
  await once(socket, 'connect');
  child.kill('SIGTERM');
  const [code] = await ended;

  expect({ code, line }).toEqual({
    code: 0,
    line: {
      port: expect.any(Number),
      wsPort: expect.any(Number),
      pid: child.pid,
      listeners: [
        { transport: 'tcp', host: '127.0.0.1', port: line.port },
        { transport: 'ws', host: '127.0.0.1', port: line.wsPort },
      ],
    },
  });
});

test('it ends when its parent is gone', async () => {
  const parent = spawn(
    process.execPath,
    [
      '-e',
      `require('child_process').spawn(process.execPath, [${JSON.stringify(program)}, '--port', '0'], { stdio: 'inherit' })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(parent);
  const closed = once(parent.stdout, 'close');
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');

  parent.kill('SIGKILL');
  // The broker holds the other end of this pipe, so that its end is the broker's.
  await closed;

  expect(JSON.parse(String(line)).pid).not.toBe(parent.pid);
});

test('a port that another program has is said in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;

  const { errors, ended } = start('--port', String(port));
  const [code] = await ended;
  other.close();

  expect({ code, errors: errors() }).toEqual({
    code: 2,
    errors: `Port ${port} of 127.0.0.1 is in use by another program. Choose another; 0 takes a free one.\n`,
  });
});

test('what is wrong in a configuration is said with its place', async () => {
  const file = await configured(
    '{ "listeners": [{ "transport": "tcp", "port": "1883" }], "limits": { "inFligt": 1 } }',
  );

  const { errors, ended } = start('--config', file);
  const [code] = await ended;

  expect({ code, errors: errors() }).toEqual({
    code: 2,
    errors:
      `${file} is not as expected: listeners[0].port: expected a number, found a text; ` +
      'limits: "inFligt" is not known here.\n',
  });
});

test('a configuration names listeners and limits', async () => {
  const file = await configured(
    '{ "listeners": [{ "transport": "ws", "port": 0 }], "limits": { "inFlight": 5 } }',
  );

  const { line, child } = await listening('--config', file);

  expect(line).toEqual({
    wsPort: expect.any(Number),
    pid: child.pid,
    listeners: [{ transport: 'ws', host: '127.0.0.1', port: line.wsPort }],
  });
});

test('a configuration names a TLS listener, whose CA is kept in the data folder', async () => {
  const file = await configured(
    '{ "listeners": [{ "name": "field", "transport": "tls", "port": 0, "tls": { "clientCertificates": "asked" } }] }',
  );
  const data = path.dirname(file);

  const { line } = await listening('--config', file, '--data', data);

  const socket = connectTls({
    port: line.listeners[0].port,
    host: 'localhost',
    ca: await readFile(path.join(data, 'certificates', 'ca.crt')),
  });
  await once(socket, 'secureConnect');
  expect(socket.authorized).toBe(true);
  socket.destroy();
});

test('a TLS listener without a place for its CA says what it needs', async () => {
  const file = await configured('{ "listeners": [{ "transport": "tls", "port": 0 }] }');

  const { errors, ended } = start('--config', file);
  await ended;

  expect(errors()).toBe('The own CA needs a folder: name one with --data, or name certificate files.\n');
});

test('of two brokers on one data folder the second says who has it', async () => {
  const data = path.dirname(await configured('{}'));
  const { line: first } = await listening('--port', '0', '--data', data);

  const { errors, ended } = start('--port', '0', '--data', data);
  const [code] = await ended;

  expect({ code, errors: errors() }).toEqual({
    code: 2,
    errors: `The data folder ${data} is in use by process ${first.pid}. Quit that, or choose another data folder.\n`,
  });
});

test('faults that a configuration switches on touch its clients, and are said', async () => {
  const rule = {
    name: 'no ack',
    enabled: true,
    packets: ['connack'],
    direction: 'sent',
    fault: { kind: 'reason', reasonCode: 0x97 },
  };
  const file = await configured(
    JSON.stringify({ listeners: [{ transport: 'tcp', port: 0 }], faults: { on: true, rules: [rule] } }),
  );
  const { line, errors } = await listening('--config', file);

  const socket = connect(line.port, '127.0.0.1');
  socket.write(Buffer.from('100d00044d5154540402000000016103', 'hex').subarray(0, 15));
  const [connack] = await once(socket, 'data');

  expect([connack.toString('hex'), errors()]).toEqual(['20020003', 'Faults on purpose are on: no ack.\n']);
  socket.destroy();
});

test('a configuration tunes its clients, and $SYS says the version', async () => {
  const file = await configured(
    '{ "listeners": [{ "transport": "tcp", "port": 0 }], "tuning": { "clients": [{ "clientId": "a*", "maximumQos": 0 }] } }',
  );
  const { line } = await listening('--config', file);
  const { client, connack } = await connected(line.port, 5, { id: 'ab' });

  await client.subscribed(5, '$SYS/broker/version');
  const version = await client.next();

  // Maximum QoS 0.
  expect(connack).toContain('24 00');
  expect(Buffer.from(version.replaceAll(' ', ''), 'hex').toString()).toMatch(
    /topicscope version \d+\.\d+\.\d+$/,
  );
});

test('--help lists the options, and an option that it does not know points there', async () => {
  const helped = start('--help');
  const mistaken = start('--prot', '1883');
  const help: string[] = [];
  helped.lines.on('line', (line) => help.push(line));

  const codes = await Promise.all([helped.ended, mistaken.ended]);

  expect(codes.map(([code]) => code)).toEqual([0, 2]);
  expect(help.filter((line) => line.includes('--port N'))).toHaveLength(1);
  expect(mistaken.errors()).toBe("Unknown option '--prot'; --help lists the options.\n");
});
