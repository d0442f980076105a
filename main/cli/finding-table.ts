import { plainText } from '../../app/base/plain-text.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';

/** Characters of a name or topic that a cell has. */
const cellCharacters = 40;

const heads = ['WEIGHT', 'FINDING', 'CLIENT', 'TOPIC', 'COUNT', 'LAST SEEN', 'WHAT'];

/** Findings for a person, a line for each under a line of heads; what was seen stands last, as long as it is. */
export function findingTable(findings: readonly Finding[]): string {
  const rows = [heads, ...findings.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => `${lineOf(cells, widths)}\n`).join('');
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}

function cellsOf({ weight, kind, client, topic, count, lastTime, what }: Finding): readonly string[] {
  const seen = new Date(lastTime / 1_000).toISOString().replace(/\.\d+/, '');
  return [
    weight,
    findingTexts[kind].title,
    named(client),
    named(topic.text),
    String(count),
    seen,
    plainText(what),
  ];
}

function named(text: string): string {
  const characters = [...plainText(text)];
  if (characters.length === 0) return '-';
  if (characters.length <= cellCharacters) return characters.join('');
  return `${characters.slice(0, cellCharacters - 1).join('')}…`;
}
