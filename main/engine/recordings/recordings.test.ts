import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { connect } from '../../../app/contract/connect.ts';
import type { FeedParams, FeedValue } from '../../../app/contract/contract-types.ts';
import type { FeedName } from '../../../app/contract/feeds.ts';
import { memoryPorts } from '../../../app/contract/ports/memory-port.ts';
import { createEngine } from '../engine.ts';

const fixture = path.join(import.meta.dirname, '../../trace-files/testing/mosquitto.pcapng');
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recordings-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string) {
  const made = await createEngine({
    kind: 'web',
    versions: [],
    configFolder: folder,
    defaultDataFolder: path.join(folder, 'data'),
    licencesFile: new URL('file:///nowhere'),
  });
  if (!made.ok) throw new Error(made.error.message);
  const engine = made.value;
  cleanUps.push(() => engine.close());
  const [near, far] = memoryPorts();
  engine.serve(far);
  return { engine, client: connect(near) };
}

function until<N extends FeedName>(
  client: Client,
  name: N,
  params: FeedParams<N>,
  isWanted: (value: FeedValue<N>) => boolean,
): Promise<FeedValue<N>> {
  return new Promise((resolve, reject) => {
    const watch = client.watch(name, params, {
      value: (value) => {
        if (!isWanted(value)) return;
        watch.stop();
        resolve(value);
      },
      ended: (error) => reject(new Error(error.message)),
    });
  });
}

async function importFile(client: Client, name: string, file: Uint8Array) {
  const begun = await client.call('recording.begin', { name });
  if (!begun.ok) throw new Error(begun.error.message);
  const { job, source } = begun.value;
  for (let at = 0; at < file.byteLength; at += 5_000) {
    const taken = await client.call('recording.take', { job, bytes: file.slice(at, at + 5_000) });
    if (!taken.ok) throw new Error(taken.error.message);
  }
  const finished = await client.call('recording.finish', { job });
  if (!finished.ok) throw new Error(finished.error.message);
  return { source, outcome: finished.value };
}

async function messagesOf(client: Client, source: SourceId): Promise<string[]> {
  const window = { at: 'end' as const, count: 50 };
  const rows = (value: FeedValue<'history'>) => value.rows.filter((row) => row.kind === 'message');
  const value = await until(
    client,
    'history',
    { source, branch: true, window },
    (now) => rows(now).length >= 14,
  );
  return rows(value).map((row) => `${row.direction} ${row.topic.text} ${row.client}`);
}

const received = ['a one', 'b two', 'c three', 'large four', 'lines five'];

test('a capture file becomes a source with history, tree and traces, which is there after a restart', async () => {
  const folder = await makeFolder();
  const first = await start(folder);

  const { source, outcome } = await importFile(first.client, 'lab\u0007<b>.pcapng', await readFile(fixture));

  expect(outcome).toMatchObject({ cutOff: 0, isEmpty: false, summary: { packets: 54, connections: 6 } });
  const named = { id: source, kind: 'recording', name: 'lab\ufffd<b>.pcapng', state: { kind: 'idle' } };
  const { sources } = await until(first.client, 'sources', {}, (value) => value.sources.length > 0);
  expect(sources).toMatchObject([named]);
  const messages = await messagesOf(first.client, source);
  for (const [topic, client] of received.map((line) => line.split(' '))) {
    expect(messages).toContain(`received lab/${topic} ${client}`);
    expect(messages).toContain(`sent lab/${topic} watcher`);
  }
  await first.engine.close();

  const second = await start(folder);

  const later = await until(second.client, 'sources', {}, (value) => value.sources.length > 0);
  expect(later.sources).toMatchObject([named]);
  expect(await messagesOf(second.client, source)).toEqual(messages);
  const deleted = await second.client.call('recording.delete', { source, dryRun: false });
  expect(deleted.ok && deleted.value.records).toBeGreaterThan(54);
  await until(second.client, 'sources', {}, (value) => value.sources.length === 0);
});

test('a file that breaks off keeps what it had, and one without MQTT leaves nothing', async () => {
  const { client } = await start(await makeFolder());
  const file = await readFile(fixture);
  const broken = Buffer.concat([file, Buffer.alloc(12)]);

  const cut = await importFile(client, 'cut.pcapng', file.subarray(0, file.byteLength - 1_000));
  const wrong = await importFile(client, 'wrong.pcapng', broken);
  const empty = await importFile(client, 'empty.pcapng', Buffer.from('no capture at all'));

  expect(cut.outcome.cutOff).toBeGreaterThan(0);
  expect(wrong.outcome.problem).toBe(
    `Byte ${file.byteLength + 4}: A block says that it has 0 bytes, which cannot be.`,
  );
  expect(empty.outcome).toMatchObject({
    isEmpty: true,
    problem: 'Byte 0: This is neither a pcap nor a pcapng file.',
  });
  const { sources } = await until(client, 'sources', {}, (value) => value.sources.length > 0);
  expect(sources.map(({ name }) => name)).toEqual(['cut.pcapng', 'wrong.pcapng']);
});
