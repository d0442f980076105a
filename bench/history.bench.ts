// What the history takes in, how small it keeps it and how soon it finds it: recorder, store and reader as the app uses
// them, 150 bytes of JSON, 1,000 topics. Options: --quick (fewer messages), --json (one line for programs).
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceId } from '../app/contract/areas/common.ts';
import { encode } from '../app/mqtt/encode.ts';
import { noProperties } from '../app/mqtt/properties.ts';
import { createRecorder } from '../main/capture/recorder.ts';
import type { History } from '../main/history/history.ts';
import { openHistory } from '../main/history/history.ts';
import type { RowReader } from '../main/history/reader.ts';
import type { Selection } from '../main/history/selection.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: number;
  readonly holds: boolean;
}

const messages = process.argv.includes('--quick') ? 300_000 : 2_000_000;
const json = process.argv.includes('--json');
const lab = sourceId.parse('lab');
const figures: Figure[] = [];
const frames = Array.from({ length: 20_000 }, (_, index) =>
  publish(`plant/line${index % 10}/machine${index % 1_000}`, index),
);

const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
try {
  await run();
} finally {
  rmSync(folder, { recursive: true });
}
if (json) console.log(JSON.stringify({ bench: 'history', figures }));

async function run(): Promise<void> {
  const history = await open();
  await fill(history);
  await history.close();
  tell('bytes on disk for a message', onDisk() / messages, 'bytes', 45, 'most');
  const again = await open();
  await findNewest(again, 'last 100 of a hot topic', {
    of: 'topic',
    topic: Buffer.from('plant/line7/machine7'),
  });
  await findNewest(again, 'last 100 of a branch', { of: 'branch', topic: Buffer.from('plant/line3') });
  await findNewest(again, 'last 100 of a cold topic', { of: 'topic', topic: Buffer.from('cold/topic') });
  await again.close();
}

async function open(): Promise<History> {
  const opened = await openHistory({ folder, budget: 4 * 1_073_741_824, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  return opened.history;
}

/** A hundred messages of a cold topic first, then all the others as fast as the disk takes them. */
async function fill(history: History): Promise<void> {
  const recorder = createRecorder({
    source: lab,
    clock: { now: () => 0 },
    index: { message: () => undefined },
    store: history.sink(lab),
    log: () => undefined,
    marksLinks: true,
  });
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 0);
  const time = 1_795_348_825_140_000;
  for (let index = 0; index < 100; index += 1)
    recorder.packet(link, 'received', 4, publish('cold/topic', index), time);
  const begin = performance.now();
  const cpu = process.cpuUsage();
  for (let index = 0; index < messages; index += 1) {
    recorder.packet(
      link,
      'received',
      4,
      frames[index % frames.length] ?? new Uint8Array(0),
      time + index * 3,
    );
    // Not more than the queue holds: what is measured is the disk's side.
    if (index % 4_096 === 0) await untilBelow(history, 32 * 1_048_576);
  }
  recorder.close();
  while (history.storedTo(lab) < recorder.lastSequence()) await nextTurn();
  const seconds = (performance.now() - begin) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  tell('into the history', messages / seconds, 'messages/s', 500_000, 'least');
  tell('CPU of a message', (user + system) / messages, 'µs', 4, 'most');
  if (recorder.drops().length > 0) throw new Error('Nothing may be dropped here');
}

async function untilBelow(history: History, bytes: number): Promise<void> {
  while (history.state().queuedBytes > bytes) await nextTurn();
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

function onDisk(): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Opens a view as a click on a topic does, and waits until its newest 100 rows are there. */
async function findNewest(history: History, name: string, selection: Selection): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const begin = performance.now();
    const rows = history.reader.openRows(lab, selection, () => undefined);
    let found = 0;
    while (found < 100) found = await newestRows(rows);
    times.push(performance.now() - begin);
    rows.close();
  }
  times.sort((one, other) => one - other);
  tell(name, times[3] ?? 0, 'ms', 20, 'most');
}

async function newestRows(rows: RowReader): Promise<number> {
  const read = await rows.read({ at: 'end', count: 100 });
  if (read === undefined) throw new Error('The history does not answer');
  return read.rows.length;
}

function tell(name: string, value: number, unit: string, goal: number, is: 'least' | 'most'): void {
  const holds = is === 'least' ? value >= goal : value <= goal;
  const figure = { name, value, unit, reference: undefined, ratio: undefined, goal, holds };
  figures.push(figure);
  const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
  if (!json)
    console.log(
      `${name}: ${shown} ${unit} (at ${is} ${goal.toLocaleString('en')}: ${holds ? 'holds' : 'does not hold'})`,
    );
}

function publish(topic: string, index: number): Uint8Array {
  const random = (seed: number) => ((index * 48_271 + seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const payload = JSON.stringify({
    seq: index,
    ts: 1_795_348_825_140 + index,
    device: `press-${(index * 7) % 977}`,
    temp: (20 + random(1) * 60).toFixed(2),
    vib: random(2).toFixed(4),
    rpm: 1_400 + Math.floor(random(3) * 200),
    mode: 'auto',
    status: 'running',
    lot: Math.floor(random(4) * 1e9).toString(36),
    ok: true,
  });
  const packet = {
    type: 'publish',
    topic,
    payload: Buffer.from(payload),
    qos: 0,
    retain: false,
    dup: false,
    id: 0,
  } as const;
  return encode({ ...packet, properties: noProperties }, 4);
}
