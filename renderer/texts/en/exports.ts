import type { ExportFormat, ExportProgress } from '../../../app/contract/areas/exports.ts';
import { some } from '../counts.ts';

const formats: Readonly<Record<ExportFormat, string>> = {
  pcapng: 'pcapng, for Wireshark',
  jsonl: 'JSON Lines',
  markdown: 'Markdown, for a bug report',
  mermaid: 'Mermaid diagram',
};

function written({ packets, exchanges, cut, uncrossed }: ExportProgress): string {
  const parts = [];
  if (packets > 0) parts.push(some(packets, 'packet', 'packets'));
  if (exchanges > 0) parts.push(some(exchanges, 'exchange', 'exchanges'));
  if (cut > 0) parts.push(`${some(cut, 'more is', 'more are')} not in it: it may have no more`);
  if (uncrossed > 0) {
    parts.push(
      `without ${some(uncrossed, 'message', 'messages')} that crossed no wire: wills, or published by hand`,
    );
  }
  return parts.join(', ');
}

export const exportTexts = {
  exchange: 'Export this exchange',
  list: 'Export exchanges',
  listed: (format: string) => `Those listed: ${format}`,
  everything: (format: string) => `Everything of the source: ${format}`,
  formats,
  label: 'Export',
  stop: 'Stop',
  busy: 'A file is being made already: wait for it, or stop it.',
  running: (name: string, bytes: string, progress: ExportProgress | undefined) => {
    const what = progress === undefined ? '' : written(progress);
    return `${name}: ${bytes}${what === '' ? '' : `, ${what}`}`;
  },
  nothing: 'Nothing matches: no file was saved.',
  nothingAdvice: 'Change the filter, or export everything of the source.',
  nothingAtAll: 'The source has nothing to export yet: no file was saved.',
  saved: (name: string, progress: ExportProgress | undefined) => {
    const what = progress === undefined ? '' : written(progress);
    return `Saved as ${name}${what === '' ? '' : ` (${what})`}`;
  },
} as const;
