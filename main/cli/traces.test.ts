import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openHistory } from '../history/history.ts';
import { pcapFile } from '../trace-files/testing/pcap-file.ts';
import { TcpScript } from '../trace-files/testing/tcp-script.ts';
import { tshark } from '../trace-files/testing/tshark.ts';
import { runExport } from './run-export.ts';
import { readTraceOptions } from './trace-options.ts';

// Of the build, where that is of these sources: see vitest.config.ts.
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './cli.js', import.meta.url),
);
const fixture = path.join(import.meta.dirname, '../trace-files/testing/mosquitto.pcapng');

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function cli(args: readonly string[], input: Uint8Array = new Uint8Array(0)) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  // One that reads nothing may have ended by now.
  child.stdin.on('error', () => undefined).end(input);
  const [out, errors, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, out, errors };
}

const imported = z.object({ source: z.string(), summary: z.object({ packets: z.number() }) });

test('a capture is imported, and exported as pcapng, lines of JSON and a report', async () => {
  const data = await makeFolder();
  const out = path.join(data, 'out.pcapng');

  const read = await cli(['import', fixture, '--data', data, '--json']);
  const written = await cli(['export', '--data', data, '--format', 'pcapng', '--out', out]);
  const lines = await cli([
    'export',
    '--data',
    data,
    '--format',
    'jsonl',
    '--filter',
    'client:three',
    '--out',
    '-',
  ]);
  const report = await cli(['export', '--data', data, '--format', 'markdown', '--out', '-']);

  expect([read.code, written.code, lines.code, report.code]).toEqual([0, 0, 0, 0]);
  expect(imported.parse(JSON.parse(read.out.toString())).summary.packets).toBe(54);
  expect(written.errors).toBe('54 packets of mosquitto.pcapng\n');
  const frames = await tshark(await readFile(out), ['mqtt.msgtype']);
  expect(frames.flatMap((frame) => frame['mqtt.msgtype'] ?? [])).toHaveLength(54);
  expect(
    lines.out
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type),
  ).toEqual(expect.arrayContaining(['export', 'exchange', 'packet']));
  expect(report.out.toString()).toContain('exchanges of `mosquitto.pcapng`');
});

test('an export that matches nothing says so, leaves no file and ends with a code of its own', async () => {
  const data = await makeFolder();
  const [out, kept] = [path.join(data, 'out.pcapng'), path.join(data, 'kept.pcapng')];
  await writeFile(kept, 'mine');
  await cli(['import', fixture, '--data', data]);
  const nothing = (to: string) =>
    cli(['export', '--data', data, '--format', 'pcapng', '--filter', 'client:nobody', '--out', to]);

  const [missing, before, piped] = [await nothing(out), await nothing(kept), await nothing('-')];

  expect([missing.code, before.code, piped.code]).toEqual([5, 5, 5]);
  expect(missing.errors).toBe('Nothing of mosquitto.pcapng matches the filter: no file was written.\n');
  expect(piped.errors).toBe('Nothing of mosquitto.pcapng matches the filter: the file has no packets.\n');
  expect(await stat(out).catch(() => undefined)).toBeUndefined();
  expect(await readFile(kept, 'utf8')).toBe('mine');
  expect(await tshark(piped.out, ['mqtt.msgtype'])).toEqual([]);
});

test('a capture comes by the standard input; one that breaks off is kept as far as it goes, and said', async () => {
  const data = await makeFolder();
  const file = await readFile(fixture);

  const cut = await cli(['import', '-', '--data', data, '--name', 'lab'], file.subarray(0, -100));
  const none = await cli(['import', '-', '--data', data], Buffer.from('nothing of that kind'));

  expect(cut.code).toBe(4);
  expect(cut.errors).toContain('The file ends in the middle of a packet; all before that is kept.\n');
  expect(none).toMatchObject({
    code: 4,
    errors: 'Nothing of Standard input could be read.\nByte 0: This is neither a pcap nor a pcapng file.\n',
  });
  const all = await cli(['export', '--data', data, '--source', 'lab', '--format', 'jsonl', '--out', '-']);
  expect(all.out.toString().split('\n').length).toBeGreaterThan(54);
});

test.for([
  [[], 2, ''],
  [['open'], 2, 'There is no command "open". --help lists the commands.\n'],
  [['import', 'x'], 2, '--data must name a folder. --help lists the commands.\n'],
  [['import', '/nowhere/x', '--data', '/tmp/none'], 4, '/nowhere/x cannot be read: there is no such file\n'],
  [
    ['export', '--data', '/nowhere', '--format', 'jsonl', '--out', '-'],
    3,
    'There is no history in /nowhere/data.\n',
  ],
  [['export', '--data', 'x', '--out', '-'], 2, /^--format takes pcapng, jsonl, markdown\./],
  [
    ['export', '--data', 'x', '--format', 'jsonl', '--out', '-', '--filter', 'qos:9'],
    2,
    /^--filter, character \d+: /,
  ],
  [['export', '--data', 'x', '--format', 'jsonl', '--out', '-', '--from', 'noon'], 2, /^"noon" is no time/],
] as const)('%j ends with %d', async ([args, code, said]) => {
  const ended = await cli(args);

  expect(ended.code).toBe(code);
  expect(ended.errors).toEqual(said instanceof RegExp ? expect.stringMatching(said) : said);
});

test('an option that is not known, lacks its value or has no meaning is told in a sentence', () => {
  const asked = [
    ['findings', '--data', 'x', '--all'],
    ['findings', '--data'],
    ['export', '--data', 'x', '--format', 'jsonl', '--out', '-', '--deliveries'],
    ['import', 'file', '--data', 'x', '--name', ''],
  ];

  const told = asked.map((args) => {
    const read = readTraceOptions(args, '/');
    return read.ok ? '' : read.error.message.replace(' --help lists the commands.', '');
  });

  expect(told).toEqual([
    "Unknown option '--all'.",
    "Option '--data <value>' argument missing.",
    '--deliveries goes with --filter.',
    '--name must not be empty.',
  ]);
});

test('--help says what there is, and of one command how it is used', async () => {
  const { code, out } = await cli(['--help']);
  const ofExport = await cli(['export', '--help']);

  expect([code, out.toString().split('\n')[0]]).toEqual([0, 'npm run --silent cli -- COMMAND [options]']);
  expect(ofExport.code).toBe(0);
  expect(ofExport.out.toString()).toMatch(/^ {2}export --data DIR .*\nFor example:\n.* export /s);
  expect(ofExport.out.toString()).not.toContain('findings');
});

test('what deserves a look in a capture is printed as a table, or a line of JSON for each', async () => {
  const data = await makeFolder();
  const tcp = new TcpScript();
  const packets = [
    ...tcp.handshake(),
    ...tcp.send('client', Buffer.from('100f00044d5154540402003c0003706574', 'hex')),
    ...tcp.send('server', Buffer.from('20020000', 'hex')),
    // SUBSCRIBE to "no", which SUBACK refuses.
    ...tcp.send('client', Buffer.from('8207000100026e6f01', 'hex')),
    ...tcp.send('server', Buffer.from('9003000180', 'hex')),
  ];
  const file = pcapFile(
    packets.map((packet, index) => ({ time: 1_700_000_000_000_000 + index * 100, data: packet })),
    { linkType: 101 },
  );

  await cli(['import', '-', '--data', data, '--name', 'refused'], file);
  const table = await cli(['findings', '--data', data]);
  const { code, out, errors } = await cli(['findings', '--data', data, '--json']);

  expect([table.code, table.errors]).toEqual([0, '1 finding\n']);
  expect(table.out.toString().replace(/\(recording-.*\)/, '(id)')).toBe(
    'refused (id)\n' +
      'WEIGHT  FINDING               CLIENT  TOPIC  COUNT  LAST SEEN             WHAT\n' +
      'error   Subscription refused  pet     no     1      2023-11-14T22:13:20Z  SUBACK 0x80: Failure\n\n',
  );
  expect([code, errors]).toEqual([0, '1 finding\n']);
  expect(JSON.parse(out.toString())).toMatchObject({
    type: 'finding',
    name: 'refused',
    kind: 'subscription-refused',
    client: 'pet',
    packets: [expect.any(Number), expect.any(Number)],
    clause: expect.stringContaining('MQTT-3.8.4-7'),
    means: expect.stringContaining('do not allow it'),
    tryThis: expect.stringContaining('Look at the rules'),
  });
});

test('a folder that a running app has is left alone', async () => {
  const data = await makeFolder();
  const opened = await openHistory({
    folder: path.join(data, 'data'),
    budget: 100_000_000,
    log: () => undefined,
  });
  if (!opened.ok) throw new Error(opened.message);

  const { code, errors } = await cli(['import', fixture, '--data', data]);
  await opened.history.close();

  expect(code).toBe(3);
  expect(errors).toContain(String(process.pid));
});

test('an export leaves other files alone: a pipe stays one, and a link leads where it led', async () => {
  const data = await makeFolder();
  const at = (name: string) => path.join(data, name);
  const [pipe, part, link, out] = [at('pipe'), at('out.part'), at('link'), at('out')];
  await cli(['import', fixture, '--data', data]);
  execFileSync('mkfifo', [pipe]);
  await writeFile(part, 'mine');
  await writeFile(out, 'old');
  await symlink(out, link);
  const lines = (to: string) => cli(['export', '--data', data, '--format', 'jsonl', '--out', to]);

  const [piped] = await Promise.all([readFile(pipe, 'utf8'), lines(pipe)]);
  await lines(link);

  expect((await stat(pipe)).isFIFO()).toBe(true);
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(await readFile(out, 'utf8')).toBe(piped);
  expect(await readFile(part, 'utf8')).toBe('mine');
});

test.runIf(existsSync('/dev/full'))(
  'what finds no room on the standard output is no success, and said',
  async () => {
    const data = await makeFolder();
    await cli(['import', fixture, '--data', data]);
    const onto = async (args: readonly string[]) => {
      const command = ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, program, ...args];
      const child = spawn('sh', command, { stdio: ['ignore', 'ignore', 'pipe'] });
      const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
      return { errors, code };
    };

    const exported = await onto(['export', '--data', data, '--format', 'jsonl', '--out', '-']);
    const read = await onto(['import', fixture, '--data', data, '--json']);

    expect([exported.code, read.code]).toEqual([4, 4]);
    for (const { errors } of [exported, read])
      expect(errors).toContain('cannot be written: the disk is full');
  },
);

/** Has Node never give a whole file its name. */
const stalled = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const { rename } = fs;
  fs.rename = (from, to) =>
    from.endsWith('.part') ? new Promise(() => setInterval(() => undefined, 1_000)) : rename(from, to);
  syncBuiltinESMExports();
`)}`;

test('what an export left behind that was killed is removed by the next one', async () => {
  const data = await makeFolder();
  await cli(['import', fixture, '--data', data]);
  const exportTo = (name: string) =>
    [program, 'export', '--data', data, '--format', 'jsonl', '--out', path.join(data, name)] as const;
  const parts = async () => (await readdir(data)).filter((name) => name.endsWith('.part'));
  const killed = spawn(process.execPath, ['--import', stalled, ...exportTo('out')], { stdio: 'ignore' });
  const ended = once(killed, 'close');
  while ((await parts()).length === 0) await delay(5);
  killed.kill('SIGKILL');
  await ended;
  const left = await parts();

  const [, ...args] = exportTo('other');
  const { code } = await cli(args);

  expect(left).toEqual([expect.stringMatching(/^out\..*\.part$/)]);
  expect([code, await parts()]).toEqual([0, []]);
  expect((await readdir(data)).includes('out')).toBe(false);
});

test('an export that is stopped leaves no file, not even a part of one', async () => {
  const data = await makeFolder();
  await cli(['import', fixture, '--data', data]);
  const options = readTraceOptions(['export', '--data', data, '--format', 'jsonl', '--out', 'out'], data);
  if (!options.ok || options.value.command !== 'export') throw new Error('not understood');
  const stop = new AbortController();
  const before = await readdir(data);

  const ended = runExport(options.value, stop.signal, () => undefined);
  stop.abort();
  const code = await ended;

  expect([code, await readdir(data)]).toEqual([130, before]);
});
