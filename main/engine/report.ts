import type { Settings } from '../../app/contract/areas/settings.ts';
import type { LogEntry } from './log-book.ts';

/** What a report is written from. */
export interface ReportParts {
  readonly versions: readonly (readonly [name: string, version: string])[];
  readonly platform: string;
  readonly settings: Settings;
  readonly log: readonly LogEntry[];
  /** What the log may name and a report must not: hosts of the profiles, folders of the user. */
  readonly hidden: readonly string[];
}

/** Of who was refused by a listener, say: IPv4, and IPv6 in brackets, but for this machine's own. A clause stands in brackets, too. */
const address =
  /(?<!\[)\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b|\[(?!::1?\])[0-9a-f:.]*:[0-9a-f:.]*\]/gi;
/** A shorter name than this is left: blanking it would blank parts of words. */
const shortestHidden = 3;

/** Markdown for a bug report. It holds no secret, topic, payload or address, and no host or folder that is to be hidden. */
export function writeReport(parts: ReportParts): string {
  const { theme, density, historyBudget, dataFolder, singleKeys } = parts.settings;
  return [
    '## Versions',
    `- Platform ${parts.platform}`,
    ...parts.versions.map(([name, version]) => `- ${name} ${version}`),
    '## Settings',
    `- Theme ${theme}, density ${density}, single-key shortcuts ${singleKeys ? 'on' : 'off'}`,
    `- History budget ${historyBudget} bytes, data folder ${dataFolder === '' ? 'the default' : 'chosen'}`,
    '## Log',
    '```',
    // A fence in the text of an entry must not end the block.
    ...parts.log.map((entry) => blank(lineOf(entry), parts.hidden).replaceAll('```', "'''")),
    '```',
    '',
  ].join('\n');
}

function blank(line: string, hidden: readonly string[]): string {
  // The longest first: a folder may begin with another.
  const names = hidden
    .filter(({ length }) => length >= shortestHidden)
    .toSorted((a, b) => b.length - a.length);
  return names.reduce((text, name) => text.replaceAll(name, '…'), line.replaceAll(address, '…'));
}

function lineOf(entry: LogEntry): string {
  const when = new Date(entry.time / 1000).toISOString();
  return `${when} ${entry.level} ${entry.area}: ${entry.text}`.replaceAll(/[\r\n]+/g, ' ');
}
