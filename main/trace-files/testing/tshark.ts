import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);

const frames = z.array(
  z.object({ _source: z.object({ layers: z.record(z.string(), z.array(z.string())).default({}) }) }),
);

/** What tshark, a package of Debian's, sees of each frame of a capture file: the named fields, those that it has. */
export async function tshark(
  file: Uint8Array,
  fields: readonly string[],
  options: readonly string[] = [],
): Promise<readonly Record<string, readonly string[]>[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-tshark-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const name = path.join(folder, 'capture');
  await writeFile(name, file);
  const wanted = fields.flatMap((field) => ['-e', field]);
  const { stdout } = await run('tshark', ['-n', '-r', name, '-T', 'json', ...wanted, ...options], {
    maxBuffer: 64 * 1_048_576,
    env: { ...process.env, TZ: 'UTC', HOME: folder },
  });
  return frames.parse(JSON.parse(stdout)).map(({ _source }) => _source.layers);
}
