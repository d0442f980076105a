import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const page = 'docs/performance.md';
const head =
  '# Performance\n\nWhat `npm run bench` measured. Each section is written by its bench with `--write`, never by hand.\n';

/** Puts a bench's section into docs/performance.md; the sections of the others stay as they are. */
export function writeSection(bench: string, text: string): void {
  const before = existsSync(page) ? readFileSync(page, 'utf8') : head;
  const begin = `<!-- bench ${bench} -->`;
  const end = `<!-- end of bench ${bench} -->`;
  const section = `${begin}\n${text.trim()}\n${end}`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  const after =
    from === -1 || to === -1
      ? `${before.trimEnd()}\n\n${section}\n`
      : before.slice(0, from) + section + before.slice(to + end.length);
  writeFileSync(page, after);
}
