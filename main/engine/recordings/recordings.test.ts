import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { Client } from '../../../app/contract/connect.ts';
import type { FeedValue } from '../../../app/contract/contract-types.ts';
import { importFile, makeFolder, startEngine } from '../testing/running-engine.ts';
import { until } from '../testing/until.ts';

const fixture = path.join(import.meta.dirname, '../../trace-files/testing/mosquitto.pcapng');

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
  const first = await startEngine(folder);

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

  const second = await startEngine(folder);

  const later = await until(second.client, 'sources', {}, (value) => value.sources.length > 0);
  expect(later.sources).toMatchObject([named]);
  expect(await messagesOf(second.client, source)).toEqual(messages);
  const deleted = await second.client.call('recording.delete', { source, dryRun: false });
  expect(deleted.ok && deleted.value.records).toBeGreaterThan(54);
  await until(second.client, 'sources', {}, (value) => value.sources.length === 0);
});

test('a file that breaks off keeps what it had, and one without MQTT leaves nothing', async () => {
  const { client } = await startEngine(await makeFolder());
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

test('a recording that cannot be stored is not begun, and one that cannot be taken off the list stays on it', async () => {
  const folder = await makeFolder();
  const { client } = await startEngine(folder);
  const { source } = await importFile(client, 'kept.pcapng', await readFile(fixture));
  // As a full disk does, it keeps the list from being written.
  await mkdir(path.join(folder, 'data', 'recordings.json.new'));

  const begun = await client.call('recording.begin', { name: 'more.pcapng' });
  const deleted = await client.call('recording.delete', { source, dryRun: false });

  const { sources } = await until(client, 'sources', {}, (value) => value.sources.length > 0);
  const error = {
    code: 'failed',
    message: expect.stringMatching(/^The list of recordings cannot be stored: EISDIR/),
  };
  expect([begun, deleted, sources.map(({ name }) => name)]).toEqual([
    { ok: false, error },
    { ok: false, error },
    ['kept.pcapng'],
  ]);
});

test('of many files that begin at once only so many as may be read are read', async () => {
  const { client } = await startEngine(await makeFolder());

  const begun = await Promise.all(
    Array.from({ length: 6 }, (_, number) => client.call('recording.begin', { name: `${number}.pcapng` })),
  );

  const codes = begun.map((answer) => (answer.ok ? 'begun' : answer.error.code));
  expect(codes).toEqual(['begun', 'begun', 'begun', 'begun', 'busy', 'busy']);
});
