import type { ExportFormat, ExportOf } from '../../../app/contract/areas/exports.ts';

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

/**
 * What a file of a source is called: letters, digits and dashes only, whatever the source is called. One of a single
 * exchange has its number, so that several lie beside one another.
 */
export function exportName(
  source: string,
  format: ExportFormat,
  of: ExportOf,
): { readonly fileName: string; readonly mediaType: string } {
  const { ending, mediaType } = kinds[format];
  const name = source
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  const number = of.kind === 'exchange' ? `-${of.exchange}` : '';
  return { fileName: `topicscope-${name || 'source'}${number}.${ending}`, mediaType };
}
