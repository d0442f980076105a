import type { ExportFormat } from '../../../app/contract/areas/exports.ts';

interface Kind {
  readonly ending: string;
  readonly mediaType: string;
}

const kinds: Readonly<Record<ExportFormat, Kind>> = {
  pcapng: { ending: 'pcapng', mediaType: 'application/x-pcapng' },
  jsonl: { ending: 'jsonl', mediaType: 'application/jsonl' },
  markdown: { ending: 'md', mediaType: 'text/markdown' },
  mermaid: { ending: 'mmd', mediaType: 'text/plain' },
};

/** What a file of a source is called: letters, digits and dashes only, whatever the source is called. */
export function exportName(
  source: string,
  format: ExportFormat,
): { readonly fileName: string; readonly mediaType: string } {
  const { ending, mediaType } = kinds[format];
  const name = source
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return { fileName: `topicscope-${name || 'source'}.${ending}`, mediaType };
}
