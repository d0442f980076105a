import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test is over. */
export function storedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-broker-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** What a broker that is killed now leaves in its folder, as a folder of its own: the broker runs on and never knows. */
export function asKilled(folder: string): string {
  const left = storedFolder();
  // How far the log reaches is noted behind it.
  for (const end of ['-end', '', '-wal']) {
    const file = join(folder, `broker.sqlite${end}`);
    if (existsSync(file)) cpSync(file, join(left, `broker.sqlite${end}`));
  }
  return left;
}
