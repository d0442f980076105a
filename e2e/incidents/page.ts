import type { Incident } from './incident.ts';

const begin = '<!-- incidents: written by npm run incident -- --pictures -->';
const end = '<!-- end of incidents -->';

/** The page with its chapter of incidents made anew. */
export function putInPage(page: string, incidents: readonly Incident[]): string {
  const chapter = `${begin}\n${incidents.map(chapterOf).join('\n')}${end}`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to === -1) throw new Error(`The page has no place for incidents: ${begin} … ${end}`);
  return page.slice(0, from) + chapter + page.slice(to + end.length);
}

function chapterOf({ name, title, story, answer }: Incident): string {
  return `### ${title}\n\n${story}\n\n\`npm run incident -- ${name}\`\n\n![${title}, on the Trace screen](screenshots/incident-${name}.png)\n\n${answer}\n`;
}
