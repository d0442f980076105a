import { readFileSync } from 'node:fs';
import path from 'node:path';

type Rows = readonly (readonly string[])[];

/** Reads the tables of a page in `docs/`: the rows of the one whose head begins so, cell by cell. */
export function docTables(file: string): (head: string) => Rows {
  const page = readFileSync(path.join(import.meta.dirname, '../../../docs', file), 'utf8');
  return (head) => {
    const lines = page.slice(page.indexOf(`| ${head} |`)).split('\n');
    const end = lines.findIndex((line) => !line.startsWith('|'));
    return lines.slice(2, end).map(cellsOf);
  };
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.trim());
}
