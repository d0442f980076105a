import { existsSync, readFileSync } from 'node:fs';
import type { LogEnd } from './log-end.ts';

/** What stands in a write-ahead log: <https://sqlite.org/fileformat2.html#the_write_ahead_log>. */
const headerBytes = 32;
const frameHeaderBytes = 24;
/** With the last bit set the words that are summed up are big endian. */
const magic = 0x377f0682;

/** Two sums that go on from frame to frame. */
type Sums = readonly [number, number];

/**
 * What is wrong with the log of the database `path`, which nobody has open; undefined if nothing is. SQLite itself reads a
 * log up to what is damaged in it and says nothing of what came behind. What a kill leaves at the end of a log is no
 * damage; damage to the last frames looks the same, but where it is noted that these were told to be stored.
 */
export function logDamage(path: string, end?: LogEnd): string | undefined {
  const file = `${path}-wal`;
  if (!existsSync(file)) return undefined;
  const log = readFileSync(file);
  if (log.length <= headerBytes) return undefined;
  const isBigEndian = log.readUInt32BE(0) === magic + 1;
  if (!isBigEndian && log.readUInt32BE(0) !== magic) return 'its log does not begin as one';
  const begin = sumsOf(log.subarray(0, 24), [0, 0], isBigEndian);
  if (!isSum(log, 24, begin)) return 'the beginning of its log is not as it was written';
  const size = frameHeaderBytes + log.readUInt32BE(8);
  const frames = Math.floor((log.length - headerBytes) / size);
  const whole = wholeFrames(log, frames, size, begin, isBigEndian);
  const later = laterFrames(log, whole, frames, size);
  if (later > 0) return `frame ${whole + 1} of its log is not as it was written, and ${later} came after it`;
  const told = end !== undefined && log.subarray(16, 24).equals(end.salts) ? end.frames : 0;
  if (whole >= told) return undefined;
  return `frame ${whole + 1} of its log is not as it was written, and up to ${told} were told to be stored`;
}

/** How many frames are as they were written, from the first on. */
function wholeFrames(log: Buffer, frames: number, size: number, begin: Sums, isBigEndian: boolean): number {
  let sums = begin;
  for (let frame = 0; frame < frames; frame += 1) {
    const at = headerBytes + frame * size;
    if (!isOfThisLog(log, at)) return frame;
    sums = sumsOf(log.subarray(at, at + 8), sums, isBigEndian);
    sums = sumsOf(log.subarray(at + frameHeaderBytes, at + size), sums, isBigEndian);
    if (!isSum(log, at + 16, sums)) return frame;
  }
  return frames;
}

/** How many there are behind the one that is not whole: what an earlier round of the log left has other salts. */
function laterFrames(log: Buffer, whole: number, frames: number, size: number): number {
  for (let frame = frames - 1; frame > whole; frame -= 1) {
    if (isOfThisLog(log, headerBytes + frame * size)) return frame - whole;
  }
  return 0;
}

function isOfThisLog(log: Buffer, at: number): boolean {
  return log.compare(log, 16, 24, at + 8, at + 16) === 0;
}

function isSum(log: Buffer, at: number, [first, second]: Sums): boolean {
  return log.readUInt32BE(at) === first && log.readUInt32BE(at + 4) === second;
}

function sumsOf(bytes: Buffer, [first, second]: Sums, isBigEndian: boolean): Sums {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [one, two] = [first, second];
  for (let at = 0; at < bytes.byteLength; at += 8) {
    one = (one + words.getUint32(at, !isBigEndian) + two) >>> 0;
    two = (two + words.getUint32(at + 4, !isBigEndian) + one) >>> 0;
  }
  return [one, two];
}
