import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../../app/base/message-of.ts';
import { textOf } from '../../database/columns.ts';
import { expectStored, isDamage } from '../../database/damage.ts';
import { DamageMark, keepAside, keepCopyAside } from '../../database/damaged-files.ts';
import { emptinessOf, emptyWords } from '../../database/empty-file.ts';
import type { FolderLock } from '../../database/folder-lock.ts';
import { lockFolder } from '../../database/folder-lock.ts';
import { logDamage } from '../../database/log-damage.ts';
import { LogEndNote } from '../../database/log-end.ts';
import type { OpenFailure, StorePlace } from '../../database/store-problem.ts';
import { lockedBy, openProblem } from '../../database/store-problem.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { brokerStorePlace } from './broker-store-path.ts';
import type { StorePort, StoreStart } from './store-messages.ts';
import { StoreQueue } from './store-queue.ts';
import { dropExpired } from './store-rows.ts';
import { prepareStore } from './store-schema.ts';

/** Opens the store of a folder and works off what is asked of it until it is closed. */
export function runStore({ folder, now }: StoreStart, port: StorePort): void {
  const place = brokerStorePlace(folder);
  try {
    makeFolder(folder);
    const answer = lockFolder(folder, process.pid);
    if (answer.ok) runLocked(place, port, now, answer.lock);
    else fail(port, 'locked', lockedBy(answer.pid, folder));
  } catch (error) {
    const problem = openProblem(error, place);
    if (problem === undefined) throw error;
    fail(port, problem.why, problem.message);
  }
}

function runLocked(place: StorePlace, port: StorePort, now: number, lock: FolderLock): void {
  try {
    const { db, notice } = openStore(place, now);
    port.post({ type: 'opened', notice }, []);
    new StoreQueue(place, db, lock, port).run();
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface OpenStore {
  readonly db: DatabaseSync;
  readonly notice: string | undefined;
}

/** Opens the database of a locked folder; one that is damaged is kept aside, and a new one begun. */
function openStore(place: StorePlace, now: number): OpenStore {
  const mark = new DamageMark(place.path);
  // Somebody has moved the damaged one away already.
  if (!existsSync(place.path)) mark.clear();
  const damage = mark.read();
  if (damage !== undefined) return beginAnew(place, now, mark, damage);
  const emptiness = emptinessOf(place.path);
  if (emptiness === 'but-log') return beginAnew(place, now, mark, 'it was empty, and its log was not');
  const empty = emptiness === 'whole' ? emptyWords(place.name, place.path) : undefined;
  // Before SQLite looks at it: that takes up what is whole, and lets go of the rest without a word.
  const lost = keepDamagedLog(place, now);
  try {
    return { db: open(place, now), notice: lost ?? empty };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return beginAnew(place, now, mark, messageOf(error));
  }
}

/** What became of a damaged log: what stood before the damage goes on, all of it is kept for whoever can still mend it. */
function keepDamagedLog({ name, path }: StorePlace, now: number): string | undefined {
  const end = new LogEndNote(path);
  const damage = logDamage(path, end.read());
  if (damage === undefined) return undefined;
  end.clear();
  const copy = keepCopyAside(path, () => now / 1000);
  return `The ${name} was damaged (${damage}): the last changes before the broker ended may be lost. A copy of it as it was is kept as ${copy}, with its log.`;
}

function beginAnew(place: StorePlace, now: number, mark: DamageMark, damage: string): OpenStore {
  const path = keepAside(place.path, () => now / 1000);
  mark.clear();
  const notice = `The ${place.name} was damaged (${damage}). It is kept as ${path}, and a new one was begun.`;
  return { db: open(place, now), notice };
}

function open({ path }: StorePlace, now: number): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 200 });
  try {
    prepareStore(db, path);
    checkPages(db);
    dropExpired(db, now);
    return db;
  } catch (error) {
    // A damaged file is moved, which not every system does with one that is open.
    db.close();
    throw error;
  }
}

/** Whether each page is what it is used for: damage is said now, not when a row of it is needed. */
function checkPages(db: DatabaseSync): void {
  const row = db.prepare('pragma quick_check(1)').get();
  const found = row === undefined ? 'nothing' : textOf(row, 'quick_check');
  expectStored(found === 'ok', found);
}

function fail(port: StorePort, why: OpenFailure, message: string): void {
  port.post({ type: 'failed', why, message }, []);
  port.close();
}
