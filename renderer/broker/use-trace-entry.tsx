import { Waypoints } from 'lucide-react';
import type { ShortText } from '../../app/contract/areas/common.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { MenuEntry } from '../ui/menu.tsx';

/** The entry of a menu that leads to what a client exchanged; grey while not just one row is chosen. */
export function useTraceEntry(row: { readonly clientId: ShortText } | undefined): MenuEntry {
  const showTrace = useApp((state) => state.showTraceOfClient);
  return {
    kind: 'item',
    id: 'trace',
    text: texts.trace.showClient,
    icon: <Waypoints aria-hidden="true" />,
    disabled: row === undefined,
    run: () => row && showTrace(row.clientId.text),
  };
}
