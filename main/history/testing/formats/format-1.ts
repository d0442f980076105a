import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

/**
 * A history of format 1 as the last program of that format (the commit before f046859) wrote it and closed it: two runs on
 * the source `lab`, each with a link of `press-1` that opens, 600 messages `{"run":RUN,"n":N}` at QoS 0 on
 * `plant/line-N%2/press-N%7`, every third one sent, and its close; 1,204 records in two blocks and a tail. After each run a
 * row of the topic index, `key RUN` with `value RUN`.
 */
export function formatOne(): Uint8Array {
  return zstdDecompressSync(readFileSync(new URL('./format-1.sqlite.zst', import.meta.url)));
}

/** The payloads of its messages, oldest first. */
export function formatOnePayloads(): readonly string[] {
  return [0, 1].flatMap((run) => Array.from({ length: 600 }, (_, n) => `{"run":${run},"n":${n}}`));
}
