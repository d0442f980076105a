import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { pcapFile } from '../trace-files/testing/pcap-file.ts';
import { TcpScript } from '../trace-files/testing/tcp-script.ts';
import { runExport } from './run-export.ts';
import { runFindings } from './run-findings.ts';
import { runImport } from './run-import.ts';
import { readTraceOptions } from './trace-options.ts';

const signal = new AbortController().signal;
const messages = 1_500;
const fixture = path.join(import.meta.dirname, '../trace-files/testing/mosquitto.pcapng');

/** A folder with a history of messages at QoS 1 and their PUBACKs. */
async function setup(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-damaged-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'lab');
  await writeFile(file, capture());
  await run(['import', file, '--data', folder]);
  return folder;
}

function capture(): Uint8Array {
  const tcp = new TcpScript();
  const packets = [
    ...tcp.handshake(),
    ...tcp.send('client', Buffer.from('100f00044d5154540402003c0003706574', 'hex')),
    ...tcp.send('server', Buffer.from('20020000', 'hex')),
  ];
  for (let id = 1; id <= messages; id += 1) {
    const number = id.toString(16).padStart(4, '0');
    packets.push(...tcp.send('client', Buffer.from(`3207000161${number}6869`, 'hex')));
    packets.push(...tcp.send('server', Buffer.from(`4002${number}`, 'hex')));
  }
  return pcapFile(
    packets.map((data, index) => ({ time: 1_700_000_000_000_000 + index * 100, data })),
    { linkType: 101 },
  );
}

async function run(args: readonly string[]) {
  const said: string[] = [];
  const tell = (line: string) => void said.push(line);
  const options = readTraceOptions(args, '/');
  if (!options.ok) throw new Error(options.error.message);
  const { value } = options;
  const code =
    value.command === 'import'
      ? await runImport(value, signal, tell)
      : value.command === 'export'
        ? await runExport(value, signal, tell)
        : await runFindings(value, signal, tell);
  return { code, said };
}

const historyIn = (folder: string) => path.join(folder, 'data', 'history.sqlite');

/** Flips a bit of each of these blocks, in the file. */
async function damage(folder: string, ids: readonly number[]): Promise<void> {
  const db = new DatabaseSync(historyIn(folder));
  const blocks = ids.map((id) => db.prepare('select data from block_data where block = ?').get(id)?.['data']);
  db.close();
  const file = await readFile(historyIn(folder));
  for (const data of blocks) {
    if (!(data instanceof Uint8Array)) throw new TypeError('a block has bytes');
    // Also where SQLite has left an older copy of the page.
    const head = data.subarray(0, 32);
    for (let at = file.indexOf(head); at >= 0; at = file.indexOf(head, at + 1)) {
      file.writeUInt8(file.readUInt8(at + 1) ^ 0x10, at + 1);
    }
  }
  await writeFile(historyIn(folder), file);
}

function exportOf(folder: string, source: string) {
  const out = path.join(folder, 'out');
  return run(['export', '--data', folder, '--source', source, '--format', 'jsonl', '--out', out]);
}

async function packetsIn(file: string): Promise<number> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.filter((line) => line.includes('"type":"packet"')).length;
}

test('an export of a damaged history keeps what could be read, says what it lacks and is no success', async () => {
  const folder = await setup();
  await damage(folder, [3, 5]);
  const out = path.join(folder, 'out');
  const exported = async (...chosen: readonly string[]) => {
    const ended = await run(['export', '--data', folder, '--format', 'jsonl', '--out', out, ...chosen]);
    return { ...ended, packets: await packetsIn(out) };
  };

  const all = await exported();
  const filtered = await exported('--filter', 'qos:1');
  const before = await exported('--to', '1700000000010000');
  const within = await exported('--from', '1700000000110000', '--to', '1700000000120000');

  expect([all.packets, filtered.packets]).toEqual([messages * 2 + 2 - 1_024, messages * 2 - 1_024]);
  for (const { code, said } of [all, filtered]) {
    expect(code).toBe(6);
    expect(said).toContain(
      '1024 records of lab could not be read, between number 1025 and 2560: the history is damaged there, and only what could be read is here.',
    );
  }
  expect([before.code, within.code]).toEqual([0, 6]);
});

test('an exchange is judged by its own records', async () => {
  const folder = await setup();
  await damage(folder, [3]);
  const out = path.join(folder, 'out');
  const exported = async (exchange: number) => {
    const { code } = await run([
      ...['export', '--data', folder, '--format', 'jsonl', '--out', out],
      ...['--exchange', String(exchange)],
    ]);
    return code;
  };

  const codes = [];
  // Two whole ones before and behind the damage, and one that is lost.
  for (const exchange of [101, 2_001, 1_201]) codes.push(await exported(exchange));

  expect(codes).toEqual([0, 0, 6]);
});

test('records that the history has lost the place of are said as missing', async () => {
  const folder = await setup();
  const db = new DatabaseSync(historyIn(folder));
  db.exec('delete from block where id = 3');
  db.close();

  const { code, said } = await run(['findings', '--data', folder]);

  expect(code).toBe(6);
  expect(said).toContainEqual(expect.stringMatching(/^512 records of lab could not be read/));
});

test('what is damaged is a line of JSON among the findings, and an export from what was kept aside no success', async () => {
  const folder = await setup();
  const lines = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => lines.mockRestore());
  const findings = async () => {
    lines.mockClear();
    await run(['findings', '--data', folder, '--json']);
    return lines.mock.calls.map(([line]) => JSON.parse(String(line)));
  };
  await damage(folder, [3]);
  const partly = await findings();
  await writeFile(historyIn(folder), Buffer.alloc(100_000, 7));
  const aside = await findings();
  const exported = await run(['export', '--data', folder, '--format', 'jsonl', '--out', '/nowhere/out']);

  expect(partly).toContainEqual({
    type: 'unread',
    source: expect.stringMatching(/^recording-/),
    name: 'lab',
    records: 512,
    first: 1_025,
    last: 1_536,
  });
  const files = [expect.stringMatching(/^history\.broken-\d+\.sqlite$/)];
  expect(aside).toEqual([{ type: 'kept-aside', folder: path.join(folder, 'data'), files }]);
  expect(exported.code).toBe(6);
  expect(exported.said).toEqual([expect.stringMatching(/^The history has no records; a damaged one/)]);
});

test('newest records that were taken out as damaged are told of each time, also where no others are left', async () => {
  const folder = await setup();
  await run(['import', fixture, '--data', folder, '--name', 'small']);
  const db = new DatabaseSync(historyIn(folder));
  db.exec('update tail set data = zeroblob(length(data)) where source = 2');
  db.close();

  const [first, second] = [await exportOf(folder, 'small'), await exportOf(folder, 'small')];
  const other = await exportOf(folder, 'lab');

  for (const { code, said } of [first, second]) {
    expect(code).toBe(6);
    expect(said).toContainEqual(
      expect.stringMatching(/^72 records of small could not be read, between number 1 and 72:/),
    );
  }
  expect(other.code).toBe(0);
});

test('of a history that is empty nothing is said as if it were one', async () => {
  const folder = await setup();
  await writeFile(historyIn(folder), '');

  const told = [await run(['findings', '--data', folder]), await exportOf(folder, 'lab')];

  const message = `The history in ${path.join(folder, 'data')} is empty: nothing was stored in it, or it is lost.`;
  expect(told).toEqual([3, 3].map((code) => ({ code, said: [message] })));
  expect((await stat(historyIn(folder))).size).toBe(0);
});

test('findings of a damaged history, and after it was kept aside, are no success', async () => {
  const folder = await setup();
  const whole = await run(['findings', '--data', folder]);
  await damage(folder, [3]);
  const partly = await run(['findings', '--data', folder]);
  await writeFile(historyIn(folder), Buffer.alloc(100_000, 7));
  const asideNow = await run(['findings', '--data', folder]);
  const asideBefore = await run(['findings', '--data', folder]);

  expect([whole.code, partly.code, asideNow.code, asideBefore.code]).toEqual([0, 6, 6, 6]);
  expect(partly.said).toContainEqual(expect.stringMatching(/^512 records of lab could not be read/));
  for (const { said } of [asideNow, asideBefore]) {
    expect(said).toContainEqual(expect.stringMatching(/^The history has no records; a damaged one .*broken/));
  }
});
