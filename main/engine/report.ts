import type { Settings } from '../../app/contract/areas/settings.ts';
import type { LogEntry } from './log-book.ts';

export interface ReportParts {
  readonly versions: readonly (readonly [name: string, version: string])[];
  readonly platform: string;
  readonly settings: Settings;
  readonly log: readonly LogEntry[];
}

/** Markdown for a bug report. It holds no secret, topic, payload, host name or folder of the user. */
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
    ...parts.log.map((entry) => lineOf(entry).replaceAll('```', "'''")),
    '```',
    '',
  ].join('\n');
}

function lineOf(entry: LogEntry): string {
  const when = new Date(entry.time / 1000).toISOString();
  return `${when} ${entry.level} ${entry.area}: ${entry.text}`.replaceAll(/[\r\n]+/g, ' ');
}
