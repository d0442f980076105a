import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { databasePath } from '../../history/database-path.ts';
import { formatVersion } from '../../history/schema.ts';
import { tracesPath } from '../../trace/store/traces-path.ts';
import { brokerSource } from '../source-list.ts';
import { makeFolder, startEngine } from '../testing/running-engine.ts';
import { until } from '../testing/until.ts';

/**
 * The last program of format 3 (the commit before 355cf30, which notes what becomes of each message) wrote these files: its
 * broker had `historian` (mosquitto_sub, QoS 1, `plant/#`) and then `press-0` to `press-2`, each of which published to
 * `plant/a` and `plant/b` at the QoS of its name, a connection for each message.
 */
const formats = path.join(import.meta.dirname, '../../history/testing/formats');

async function oldFile(name: string): Promise<Buffer> {
  return zstdDecompressSync(await readFile(path.join(formats, name)));
}

const exchanges = [
  ['connect', 'historian', ''],
  ['subscribe', 'historian', 'plant/#'],
  ...[0, 1, 2].flatMap((qos) =>
    ['a', 'b'].flatMap((topic) => [
      ['connect', `press-${qos}`, ''],
      ['publish', `press-${qos}`, `plant/${topic}`],
      ['disconnect', `press-${qos}`, ''],
    ]),
  ),
  ['disconnect', 'historian', ''],
].map((parts) => parts.join(' '));

test.for([
  ['its traces as they were', (file: Buffer) => file],
  ['no traces', () => undefined],
  ['traces that break off in the middle', (file: Buffer) => file.subarray(0, file.byteLength / 2)],
  ['traces of which a page is overwritten', (file: Buffer) => Buffer.from(file).fill(0x5a, 8_192, 12_288)],
  ['traces of a format that nobody knows any more', (file: Buffer) => withFormat(file, 1)],
] as const)(
  'a history of before there were notes is brought up with %s, and nothing is lost',
  async ([, make]) => {
    const folder = await makeFolder();
    const data = path.join(folder, 'data');
    await mkdir(data);
    await writeFile(databasePath(data), await oldFile('format-3.sqlite.zst'));
    const traces = make(await oldFile('format-3-traces.db.zst'));
    if (traces !== undefined) await writeFile(tracesPath(data), traces);

    const { engine, client } = await startEngine(folder);
    const window = { at: 'end', count: 100 } as const;
    const params = { source: brokerSource, deliveries: false, window };
    const list = await until(client, 'trace.list', params, ({ rows }) => rows.length >= exchanges.length);
    const history = await until(
      client,
      'history',
      { source: brokerSource, branch: true, window },
      ({ rows }) => rows.filter(({ kind }) => kind === 'message').length === 6,
    );
    await engine.close();

    expect(list.rows.map(({ kind, client: who, what }) => `${kind} ${who} ${what.text}`).toSorted()).toEqual(
      exchanges.toSorted(),
    );
    expect(new Set(list.rows.map(({ outcome }) => outcome))).toEqual(new Set(['complete']));
    expect(history.rows.flatMap((row) => (row.kind === 'message' ? row.topic.text : []))).toEqual([
      ...['plant/a', 'plant/b', 'plant/a', 'plant/b', 'plant/a', 'plant/b'],
    ]);
    expect([formatOf(databasePath(data)), formatOf(`${databasePath(data)}.format-3`)]).toEqual([
      formatVersion,
      3,
    ]);
  },
);

function formatOf(file: string): unknown {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare('pragma user_version').get();
  database.close();
  return row?.['user_version'];
}

/** `user_version` stands at byte 60 of the file. */
function withFormat(file: Buffer, version: number): Buffer {
  const changed = Buffer.from(file);
  changed.writeUInt32BE(version, 60);
  return changed;
}
