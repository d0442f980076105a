import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const page = 'docs/performance.md';
const head =
  '# Performance\n\nWhat `npm run bench` measured. Each section is written by its bench, never by hand.\n';

/** Puts a bench's section into docs/performance.md. */
export function writeSection(bench: string, text: string): void {
  writeFileSync(page, withSection(existsSync(page) ? readFileSync(page, 'utf8') : head, bench, text));
}

/** The page with that section of the bench; those of the others stay as they are. */
export function withSection(before: string, bench: string, text: string): string {
  const begin = `<!-- bench ${bench} -->`;
  const end = `<!-- end of bench ${bench} -->`;
  const section = `${begin}\n${text.trim()}\n${end}`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from === -1 || to === -1) return `${before.trimEnd()}\n\n${section}\n`;
  return before.slice(0, from) + section + before.slice(to + end.length);
}
