import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { decode } from '../../app/mqtt/decode.ts';

const run = promisify(execFile);

/** What a person without the app would search: a line for each message, its topic and its payload. */
export async function writeLines(
  path: string,
  frames: readonly Uint8Array[],
  messages: number,
): Promise<void> {
  const lines = Buffer.concat(frames.map(lineOf));
  const file = createWriteStream(path);
  for (let left = messages; left > 0; left -= frames.length) {
    const some = left < frames.length ? Buffer.concat(frames.slice(0, left).map(lineOf)) : lines;
    if (!file.write(some)) await once(file, 'drain');
  }
  await finished(file.end());
}

function lineOf(frame: Uint8Array): Buffer {
  const packet = decode(frame, 4, 'server');
  if (packet.type !== 'publish') throw new Error('All of them are messages.');
  return Buffer.concat([Buffer.from(`${packet.topic} `), packet.payload, Buffer.from('\n')]);
}

/** How many of the lines GNU grep finds, and the milliseconds that it takes from the start of its process. */
export async function grep(path: string, options: readonly string[]) {
  const began = performance.now();
  const { stdout } = await run('grep', ['-c', ...options, path], { env: { ...process.env, LC_ALL: 'C' } });
  return { took: performance.now() - began, found: Number(stdout) };
}
