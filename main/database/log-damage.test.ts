import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { logDamage } from './log-damage.ts';

const pageSize = 4096;
const frameSize = pageSize + 24;

/** What a process that is killed leaves: a database, and a log with some commits of one row each. */
function setup({ rounds = 1 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const db = new DatabaseSync(join(folder, 'live.sqlite'));
  db.exec(`pragma page_size = ${pageSize}; pragma journal_mode = wal; create table row (text)`);
  for (let round = 0; round < rounds; round += 1) {
    // Begins the log anew, over what is in it.
    db.exec('pragma wal_checkpoint(restart)');
    for (let count = 20 - 4 * round; count > 0; count -= 1) db.exec("insert into row values ('x')");
  }
  for (const end of ['', '-wal'])
    cpSync(join(folder, `live.sqlite${end}`), join(folder, `left.sqlite${end}`));
  db.close();
  const path = join(folder, 'left.sqlite');
  const log = readFileSync(`${path}-wal`);
  const rows = () => {
    const left = new DatabaseSync(path);
    const row = left.prepare('select count(*) as count from row').get();
    left.close();
    return row?.['count'];
  };
  return { path, log, rows, write: (bytes: Uint8Array) => writeFileSync(`${path}-wal`, bytes) };
}

function flipped(log: Buffer, at: number): Buffer {
  const bytes = Buffer.from(log);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

test('a log that is whole has no damage, nor has one that was begun anew over an older one', () => {
  const once = setup();
  const twice = setup({ rounds: 2 });

  expect([logDamage(once.path), logDamage(twice.path)]).toEqual([undefined, undefined]);
  expect([once.rows(), twice.rows()]).toEqual([20, 36]);
});

test('what a kill leaves at the end of a log is no damage', () => {
  const { path, log, write } = setup();

  const found = [log.length - 1, log.length - pageSize, 32, 20, 0].map((length) => {
    write(log.subarray(0, length));
    return logDamage(path);
  });

  expect(found).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test.for([
  ['in a page', 32 + 4 * frameSize + 1000],
  ['in the number of a page', 32 + 4 * frameSize + 3],
  ['in the salt of a frame', 32 + 4 * frameSize + 8],
  ['in the sum of a frame', 32 + 4 * frameSize + 20],
] as const)('a changed bit %s of a frame is damage, of which SQLite says nothing', ([, at]) => {
  const { path, log, rows, write } = setup();
  write(flipped(log, at));

  const damage = logDamage(path);

  expect(damage).toBe(
    `frame 5 of its log is not as it was written, and ${Math.floor((log.length - 32) / frameSize) - 5} came after it`,
  );
  expect(rows()).toBeLessThan(20);
});

test.for([
  ['its first bytes', 1, 'its log does not begin as one'],
  ['its salt', 17, 'the beginning of its log is not as it was written'],
] as const)('a log with a changed bit in %s is damaged', ([, at, expected]) => {
  const { path, log, write } = setup();
  write(flipped(log, at));

  expect(logDamage(path)).toBe(expected);
});
