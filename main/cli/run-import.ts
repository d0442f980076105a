import { createReadStream } from 'node:fs';
import { counted } from '../../app/base/counted.ts';
import type { OfflineData } from '../engine/offline/open-data.ts';
import { openData } from '../engine/offline/open-data.ts';
import type { OpenImport } from '../engine/recordings/recordings.ts';
import { refusalOf, systemCode } from '../files/system-reason.ts';
import { importWords } from './import-words.ts';
import { ProgressLines } from './progress-lines.ts';
import type { ImportOptions } from './trace-options.ts';
import { standard } from './trace-options.ts';
import { exitCodes } from './trace-usage.ts';

/** Bytes that are read at one time. */
const readBytes = 262_144;

/** Makes a source of a capture file. Answers the exit code; what was read before something went wrong is kept. */
export async function runImport(
  options: ImportOptions,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  const input =
    options.file === standard ? process.stdin : createReadStream(options.file, { highWaterMark: readBytes });
  const bytes = input[Symbol.asyncIterator]();
  // A file that cannot be read is to leave no trace.
  const first = await attempt(() => bytes.next());
  if (!first.ok) {
    tell(`${options.file} cannot be read: ${first.why}`);
    return exitCodes.file;
  }
  const data = await openData(options.data, true, tell);
  if (!data.ok) {
    tell(data.error.message);
    return exitCodes.folder;
  }
  let code: number;
  try {
    code = await importInto(data.value, options, first.value, bytes, signal, tell);
  } finally {
    await data.value.close();
  }
  // What could not be stored was told when it closed.
  return code === exitCodes.done && data.value.history.givenUp !== undefined ? exitCodes.file : code;
}

type Bytes = AsyncIterator<unknown>;

async function importInto(
  data: OfflineData,
  options: ImportOptions,
  first: IteratorResult<unknown>,
  bytes: Bytes,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  const begun = await data.recordings.begin(options.name, options.port, data.clock.now());
  if (!begun.ok) {
    tell(begun.error.message);
    return exitCodes.folder;
  }
  const unread = await readAll(begun.value, first, bytes, signal, tell);
  const outcome = await data.recordings.finish(begun.value);
  if (unread !== undefined) tell(`${options.file} could not be read to its end: ${unread}`);
  if (options.isJson) process.stdout.write(`${JSON.stringify({ source: begun.value.source, ...outcome })}\n`);
  else for (const line of importWords(outcome, options.name, begun.value.source)) tell(line);
  if (signal.aborted) return exitCodes.stopped;
  const isWrong =
    outcome.isEmpty || outcome.problem !== undefined || outcome.cutOff > 0 || unread !== undefined;
  return isWrong ? exitCodes.file : exitCodes.done;
}

/** Why it could not be read to its end, if so. */
async function readAll(
  { reading }: OpenImport,
  first: IteratorResult<unknown>,
  bytes: Bytes,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<string | undefined> {
  let [read, packets] = [0, 0];
  const lines = new ProgressLines(tell, () => `${counted(packets, 'MQTT packet')} in ${read} bytes so far`);
  try {
    return await readEach(reading, first, bytes, signal, (size, found) => {
      read += size;
      packets = found;
    });
  } finally {
    lines.end();
  }
}

async function readEach(
  reading: OpenImport['reading'],
  first: IteratorResult<unknown>,
  bytes: Bytes,
  signal: AbortSignal,
  taken: (bytes: number, packets: number) => void,
): Promise<string | undefined> {
  for (let next = first; next.done !== true && !signal.aborted; ) {
    if (!(next.value instanceof Uint8Array)) throw new TypeError('a file gives bytes');
    const { problem, summary } = await reading.take(next.value);
    taken(next.value.byteLength, summary.packets);
    if (problem !== undefined) return undefined;
    const read = await attempt(() => bytes.next());
    if (!read.ok) return read.why;
    next = read.value;
  }
  return undefined;
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, why: readProblem(error) };
  }
}

function readProblem(error: unknown): string {
  const code = systemCode(error);
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'it is a folder' : refusalOf(error);
}
