import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { SequenceRange } from './stored-unit.ts';

/** Where a damaged row of the tail of a source is kept, beside the history `path`. */
export function keptTailPath(path: string, source: number, { first, last }: SequenceRange): string {
  const { dir, name } = parse(path);
  return join(dir, `${name}.broken-tail-${source}-${first}-${last}.bin`);
}

/** The numbers of those that are kept, the oldest first. */
export function keptTails(path: string, source: number): readonly SequenceRange[] {
  const { dir, name } = parse(path);
  return readdirSync(dir)
    .flatMap((file) => {
      const numbers = /^(.*)\.broken-tail-(\d+)-(\d+)-(\d+)\.bin$/.exec(file);
      const isOfSource = numbers?.[1] === name && numbers[2] === String(source);
      return isOfSource ? [{ first: Number(numbers[3]), last: Number(numbers[4]) }] : [];
    })
    .sort((one, two) => one.first - two.first);
}
