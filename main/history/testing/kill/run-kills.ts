import { setTimeout as sleep } from 'node:timers/promises';
import { readRecord } from '../../../capture/record-layout.ts';
import { databasePath } from '../../database-path.ts';
import { Store } from '../../store.ts';
import { StoredUnits } from '../../stored-units.ts';
import { lab } from '../history-bench.ts';
import type { Said } from './recording-process.ts';
import { RecordingProcess } from './recording-process.ts';

/** Milliseconds: how much older than the kill the last record may be. */
const longestAge = 250;
/** Milliseconds of recording before a kill, at most; now and then it is killed while it opens. */
const traffic = 350;
const budget = 256 * 1_048_576;

interface KillRun {
  readonly folder: string;
  readonly kills: number;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
}

interface KillReport {
  /** Records that are there at the end. */
  readonly records: number;
  /** Milliseconds that the last record was older than the kill, at most. */
  readonly longestAge: number;
  /** What is wrong; empty if all is well. */
  readonly complaints: readonly string[];
}

/** Kills a process that records again and again, and holds what is on the disk against what it had said. */
export async function runKills({ folder, kills, random }: KillRun): Promise<KillReport> {
  const complaints: string[] = [];
  let [records, oldest] = [0, 0];
  let next = new RecordingProcess(folder);
  for (let round = 1; round <= kills; round += 1) {
    const current = next;
    next = new RecordingProcess(folder);
    const said = await recordAndKill(current, random);
    const newest = checkStored(folder, records, (what) => complaints.push(`kill ${round}: ${what}`));
    const age = ageOf(said, newest);
    // A machine that lets nobody run is saturated, too.
    const allowed = longestAge + longestPause(said);
    if (newest < said.storedTo) complaints.push(`kill ${round}: ${newest} of ${said.storedTo} are there`);
    if (age > allowed) complaints.push(`kill ${round}: the last record is ${age} ms older than the kill`);
    if (complaints.length > 0) break;
    oldest = Math.max(oldest, age);
    records = newest;
  }
  await next.kill();
  checkStored(folder, 0, (what) => complaints.push(`at the end: ${what}`));
  return { records, longestAge: oldest, complaints };
}

async function recordAndKill(process: RecordingProcess, random: () => number): Promise<Said> {
  process.begin();
  if (random() > 0.2) await process.stored();
  await sleep(random() * traffic);
  return process.kill();
}

/** How long before the kill the first record came that is not there. */
function ageOf({ recorded, killedAt }: Said, newest: number): number {
  const lost = recorded.find(({ to }) => to > newest);
  return lost === undefined ? 0 : killedAt - lost.at;
}

/** The longest time before the kill in which the process, which wants to record every 3 ms, did not get to it. */
function longestPause({ recorded, killedAt }: Said): number {
  const times = [...recorded.map(({ at }) => at), killedAt].filter((at) => at > killedAt - 1_000);
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return Math.max(0, ...pauses);
}

/** Opens the history and looks at each record behind `from`: its number, and that it says what was recorded under it. */
function checkStored(folder: string, from: number, complain: (what: string) => void): number {
  Store.open(folder, budget).close();
  const units = new StoredUnits(databasePath(folder));
  try {
    return units.snapshot(() => checkUnits(units, from, complain));
  } finally {
    units.close();
  }
}

function checkUnits(units: StoredUnits, from: number, complain: (what: string) => void): number {
  const source = units.places.source(lab);
  const bounds = source === undefined ? undefined : units.places.bounds(source);
  if (source === undefined || bounds === undefined) return 0;
  if (bounds.first !== 1) complain(`the oldest record is ${bounds.first}`);
  for (let next = from + 1; next <= bounds.last; ) {
    const unit = units.places.unitFrom(source, next);
    if (unit === undefined || unit.first > next) {
      complain(`${next} is missing`);
      return bounds.last;
    }
    const { first, last, data, offsets } = units.load(unit);
    for (; next <= last; next += 1) {
      const { isMessage, body } = readRecord(data, offsets[next - first] ?? 0, next);
      const text = `payload ${next}`;
      if (isMessage && Buffer.from(body).subarray(-text.length).toString() !== text)
        complain(`${next} is not what it was`);
    }
  }
  return bounds.last;
}
