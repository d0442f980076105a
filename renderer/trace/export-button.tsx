import { Download } from 'lucide-react';
import type { ExportFormat, ExportOf } from '../../app/contract/areas/exports.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { Menu } from '../ui/menu.tsx';
import { saveFile } from '../ui/save-file.ts';

const words = texts.exports;
const exchangeFormats = ['pcapng', 'markdown', 'mermaid', 'jsonl'] as const;
const listFormats = ['pcapng', 'jsonl', 'markdown'] as const;

/** The chosen exchange as a file. */
export function ExportExchange({ exchange }: { readonly exchange: number }) {
  const item = useExportItem();
  const entries = exchangeFormats.map((format) =>
    item(format, words.formats[format], { kind: 'exchange', exchange }),
  );
  return <ExportMenu name={words.exchange} entries={entries} />;
}

/** The exchanges that are listed, or all that the source has, as a file. */
export function ExportList() {
  const item = useExportItem();
  const filter = useApp((state) => traceFilter(state).text);
  const deliveries = useApp((state) => state.traceList.hasDeliveries);
  const listed: ExportOf = { kind: 'list', filter, deliveries };
  const entries: readonly MenuEntry[] = [
    ...listFormats.map((format) => item(format, words.listed(words.formats[format]), listed)),
    { kind: 'line', id: 'line-1' },
    ...listFormats
      .filter((format) => format !== 'markdown')
      .map((format) => item(format, words.everything(words.formats[format]), { kind: 'range' })),
  ];
  return <ExportMenu name={words.list} entries={entries} />;
}

function ExportMenu({ name, entries }: { readonly name: string; readonly entries: readonly MenuEntry[] }) {
  return (
    <Menu entries={entries}>
      <IconButton name={name}>
        <Download aria-hidden="true" />
      </IconButton>
    </Menu>
  );
}

function useExportItem() {
  const exportFile = useApp((state) => state.exportFile);
  return (format: ExportFormat, text: string, of: ExportOf): MenuEntry => ({
    kind: 'item',
    id: `${of.kind}-${format}`,
    text,
    run: () =>
      void exportFile(format, of).then((file) => file !== undefined && saveFile(file.blob, file.name)),
  });
}
