import type { Send } from 'lucide-react';
import { Bug, PlugZap, Trash2, Unplug, UserX } from 'lucide-react';
import type { ClientAction, ClientRow } from '../../app/contract/areas/broker/clients.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import type { Chosen } from './list-definition.ts';
import { useTraceEntry } from './use-trace-entry.tsx';

const words = texts.broker.clients.actions;

const actions: readonly { readonly action: ClientAction; readonly Icon: typeof Send }[] = [
  { action: 'kick', Icon: UserX },
  { action: 'kickWithoutWill', Icon: UserX },
  { action: 'drop', Icon: Unplug },
  { action: 'expire', Icon: Trash2 },
];

/** What can be done to the chosen clients. */
export function useClientMenu({ rows, target }: Chosen<ClientRow>): readonly MenuEntry[] {
  const act = useApp((state) => state.actOnClients);
  const composeAs = useApp((state) => state.composeAs);
  const beginFault = useApp((state) => state.beginFaultFor);
  const row = rows.length === 1 ? rows[0] : undefined;
  const trace = useTraceEntry(row);
  return [
    {
      kind: 'item',
      id: 'publishAs',
      text: words.publishAs,
      icon: <PlugZap aria-hidden="true" />,
      disabled: row === undefined || row.isGone,
      run: () => row && composeAs({ key: row.key, clientId: row.clientId.text }),
    },
    {
      kind: 'item',
      id: 'faults',
      text: words.faults,
      icon: <Bug aria-hidden="true" />,
      disabled: row === undefined || row.clientId.cut > 0,
      run: () => row && beginFault(row.clientId.text),
    },
    trace,
    { kind: 'line', id: 'line-1' },
    ...actions.map(
      ({ action, Icon }): MenuEntry => ({
        kind: 'item',
        id: action,
        text: words[action],
        icon: <Icon aria-hidden="true" />,
        danger: true,
        disabled: target === undefined,
        ...(action === 'kick' && { shortcut: 'Delete' }),
        run: () => target && void act(target, action),
      }),
    ),
  ];
}
