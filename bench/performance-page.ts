import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const page = 'docs/performance.md';
const head =
  '# Performance\n\nWhat `npm run bench` measured. Each section is written by its bench, never by hand.\n';

/** How the sections stand: what a person feels first, then what it is made of. Others come after these, by name. */
const order = [
  'capture',
  'interface',
  'topics-screen',
  'topics',
  'memory',
  'history',
  'search',
  'broker',
  'traces',
  'start',
  'retained-list',
  'codec',
];

/** Puts a bench's section into docs/performance.md. */
export function writeSection(bench: string, text: string): void {
  writeFileSync(page, withSection(existsSync(page) ? readFileSync(page, 'utf8') : head, bench, text));
}

/** The page with that section of the bench in its place; those of the others stay as they are. */
export function withSection(before: string, bench: string, text: string): string {
  const sections = new Map<string, string>();
  const rest = before
    .replace(/<!-- bench (\S+) -->\n[\s\S]*?<!-- end of bench \1 -->\n*/g, (section, name) => {
      sections.set(name, section.trimEnd());
      return '';
    })
    .replace(/<!-- all -->\n[\s\S]*?<!-- end of all -->\n*/, '');
  sections.set(bench, `<!-- bench ${bench} -->\n${text.trim()}\n<!-- end of bench ${bench} -->`);
  const sorted = [...sections]
    .sort(([one], [other]) => place(one) - place(other) || one.localeCompare(other))
    .map(([, section]) => section);
  return `${[rest.trimEnd(), overview(sorted), ...sorted].join('\n\n')}\n`;
}

/** Of each section: when it was measured, how many goals it has, and which of them do not hold. */
function overview(sections: readonly string[]): string {
  const rows = sections.map((section) => {
    const [, title = ''] = /^## (.*)$/m.exec(section) ?? [];
    const [, command = '', date = ''] = /^`(npm run bench[^`]*)` on (\d{4}-\d\d-\d\d)/m.exec(section) ?? [];
    const goals = [...section.matchAll(/^\| ([^|]*) \|.*\| (holds|DOES NOT HOLD) \|$/gm)];
    const missed = goals.flatMap(([, name, verdict]) => (verdict === 'holds' ? [] : [name]));
    const measured = command === '' ? '' : `\`${command}\`, ${date}`;
    return `| ${title} | ${measured} | ${goals.length} | ${missed.join('<br>')} |`;
  });
  const head = ['| section | measured by | goals | of them do not hold |', '| --- | --- | ---: | --- |'];
  return ['<!-- all -->', ...head, ...rows, '<!-- end of all -->'].join('\n');
}

function place(bench: string): number {
  return order.includes(bench) ? order.indexOf(bench) : order.length;
}
