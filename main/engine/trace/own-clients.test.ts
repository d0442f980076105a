import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { LinkStart } from '../../capture/observer.ts';
import { databasePath } from '../../history/database-path.ts';
import { StoredUnits } from '../../history/stored-units.ts';
import { open, record, stored } from '../../history/testing/history-bench.ts';
import { connect } from '../../trace/testing/packets.ts';
import { brokerSource } from '../source-list.ts';
import { FollowerBook } from './follower-book.ts';
import { OwnClients } from './own-clients.ts';

const local: LinkStart = { address: 'mqtt://127.0.0.1:1883', transport: 'tcp' };
const minute = 60_000_000;
const noon = 1_800_000_000_000_000;

/** What the history knows of a connection of ours that was open for the minute after noon, or still is. */
async function ownOf({ address = local, isOpen = false } = {}): Promise<OwnClients> {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const history = await open(folder);
  const recorder = record(history);
  const link = recorder.linkOpened(address, noon);
  recorder.linkIdentified(link, 'press', 4);
  if (!isOpen) recorder.linkClosed(link, 'closed', noon + minute);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  const units = new StoredUnits(databasePath(folder));
  onTestFinished(async () => {
    units.close();
    await history.close();
  });
  return new OwnClients(units);
}

test('a client is the app while a connection of ours has its identifier, and a device before and after', async () => {
  const own = await ownOf();

  const at = [-5, 0.5, 5].map((minutes) => own.has('press', noon + minutes * minute));

  expect(at).toEqual([false, true, false]);
});

test('it stays the app as long as its connection is open', async () => {
  const own = await ownOf({ isOpen: true });

  expect(own.has('press', noon + 60 * minute)).toBe(true);
});

test('a connection of ours to another machine has nothing to do with the embedded broker', async () => {
  const own = await ownOf({ address: { ...local, address: 'mqtt://192.0.2.1:1883' } });

  expect(own.has('press', noon)).toBe(false);
});

test('what a device of that name does wrong is found in a recording, and counted as ours at the embedded broker', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-own-'));
  const history = await open(folder);
  const own = record(history);
  own.linkIdentified(own.linkOpened(local, noon), 'press', 4);
  own.flush();
  await stored(history, own.lastSequence());
  const units = new StoredUnits(databasePath(folder));
  const start = { history: databasePath(folder), traces: join(folder, 'traces.db'), budget: 64_000_000 };
  const book = new FollowerBook(units, { ...start, isAnew: false, thresholds: defaultThresholds });
  onTestFinished(async () => {
    book.close();
    units.close();
    await history.close();
    rmSync(folder, { recursive: true });
  });
  const foundIn = async (name: string) => {
    const source = sourceId.parse(name);
    const recorder = record(history, source);
    const link = recorder.linkOpened({ address: '127.0.0.1:50000', transport: 'tcp' }, noon);
    recorder.packet(link, 'received', 4, encode(connect('press', { version: 4 }), 4), noon);
    // QoS 3 is malformed (clause 3.3.1.2).
    recorder.packet(link, 'received', 4, Uint8Array.of(0x36, 0), noon + 1);
    recorder.flush();
    await stored(history, recorder.lastSequence(), source);
    const follower = book.follower(source);
    follower.storedTo(recorder.lastSequence());
    while (follower.isBehind) follower.follow(performance.now() + 10);
    const { findings, own: spared } = follower.findings.read(undefined, [], 0, 10);
    return [findings.map(({ kind }) => kind), spared];
  };

  const found = [await foundIn('recording-1'), await foundIn(brokerSource)];

  expect(found).toEqual([
    [['protocol-error'], 0],
    [[], 1],
  ]);
});
