import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Loss } from './loss.ts';
import { loss } from './loss.ts';

/** What the file always has: where there is no room left, what is there can still be written over. About a hundred sources. */
const noteBytes = 16_384;

/** A note in the data folder of what could not be stored: it has its room before the disk is full, and is told at the next start. */
export class LossNote {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'history.lost');
  }

  /** Takes its room on the disk, where there is any. */
  reserve(): void {
    if (!existsSync(this.#path)) this.write([]);
  }

  read(): readonly Loss[] {
    try {
      const text = readFileSync(this.#path, 'utf8').trim();
      return text === '' ? [] : z.array(loss).parse(JSON.parse(text));
    } catch {
      // There is none, or nothing that can be understood: nothing is known to be lost.
      return [];
    }
  }

  /** False if it cannot be written. */
  write(losses: readonly Loss[]): boolean {
    const text = Buffer.alloc(noteBytes, ' ');
    text.write(`${JSON.stringify(fitting(losses))}\n`);
    // Never shortened first: the room that it has would be anybody's.
    return this.#put(text, existsSync(this.#path) ? 'r+' : 'w');
  }

  #put(text: Buffer, flag: 'r+' | 'w'): boolean {
    try {
      writeFileSync(this.#path, text, { flag, mode: 0o600 });
      return true;
    } catch {
      // It was taken away, or there is no room for it: whoever lost something says so in another way too.
      return false;
    }
  }
}

/** As many as there is room for, the greatest first. */
function fitting(losses: readonly Loss[]): readonly Loss[] {
  const kept = losses.toSorted((one, other) => other.records - one.records);
  while (JSON.stringify(kept).length >= noteBytes) kept.pop();
  return kept;
}
