import type { SourceId } from '../../app/contract/areas/common.ts';
import type { AppState } from '../state/app-state.ts';
import type { Command } from '../state/command.ts';
import type { ConnectionTab } from '../state/dialogs-slice.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { texts } from '../texts/en.ts';

const words = texts.connect.commands;
const { group } = texts.connect;

function chosenConnection(state: AppState): SourceId | undefined {
  const source = chosenSource(state);
  return source?.kind === 'connection' ? source.id : undefined;
}

function show(tab: ConnectionTab, title: string): Command {
  return {
    id: `connect.${tab}`,
    title,
    group,
    isEnabled: (state) => chosenConnection(state) !== undefined,
    run: (state) => state.openDialog({ kind: 'connection', profile: chosenConnection(state), tab }),
  };
}

/** What the palette and the shortcuts reach in this area. */
export const connectCommands: readonly Command[] = [
  show('connection', words.show),
  show('subscriptions', words.subscriptions),
  show('settings', words.edit),
  {
    id: 'connect.broker',
    title: words.broker,
    group,
    run: (state) => state.openDialog({ kind: 'broker' }),
  },
];
