import type { ClientAction } from '../../app/contract/areas/broker/clients.ts';
import type { AppState } from '../state/app-state.ts';
import type { ChosenRows } from '../state/broker-screen-slice.ts';
import type { Command } from '../state/command.ts';
import { texts } from '../texts/en.ts';
import { brokerTabs } from './tabs.ts';

const words = texts.broker.commands;
const { group } = words;

/** What is chosen in that list, while it is on screen. */
function chosenIn(list: string, state: AppState): ChosenRows | undefined {
  const { chosen } = state.brokerScreen;
  return state.screen === 'broker' && chosen?.list === list ? chosen : undefined;
}

function onClients(action: ClientAction): Command {
  return {
    id: `broker.${action}`,
    title: words[action],
    group,
    isEnabled: (state) => chosenIn('clients', state) !== undefined,
    run: (state) => {
      const chosen = chosenIn('clients', state);
      if (chosen !== undefined) void state.actOnClients(chosen.target, action);
    },
  };
}

function onlyClient(state: AppState) {
  const chosen = chosenIn('clients', state);
  const key = chosen?.target.kind === 'keys' && chosen.count === 1 ? chosen.target.keys[0] : undefined;
  return key === undefined ? undefined : { key, clientId: chosen?.name ?? '' };
}

/** What the palette and the shortcuts reach in this area. */
export const brokerCommands: readonly Command[] = [
  {
    id: 'screen.broker',
    title: words.show,
    group,
    shortcut: 'Mod+3',
    run: (state) => state.showScreen('broker'),
  },
  ...brokerTabs.map(
    ({ id, text, keywords }): Command => ({
      id: `broker.tab.${id}`,
      title: words.tab(text),
      keywords,
      group,
      run: (state) => {
        state.showBrokerTab(id);
        state.showScreen('broker');
      },
    }),
  ),
  {
    id: 'broker.faults',
    title: texts.faults.toggle,
    group,
    run: (state) => void state.switchFaults(state.faults?.on !== true),
  },
  {
    id: 'broker.filter',
    title: words.filter,
    group,
    shortcut: '/',
    isEnabled: (state) => state.screen === 'broker',
    run: (state) => state.focusPlace('brokerFilter'),
  },
  {
    id: 'broker.publishAs',
    title: words.publishAs,
    group,
    isEnabled: (state) => onlyClient(state) !== undefined,
    run: (state) => {
      const client = onlyClient(state);
      if (client !== undefined) state.composeAs(client);
    },
  },
  {
    id: 'broker.faultsFor',
    title: words.faultsFor,
    group,
    isEnabled: (state) => onlyClient(state)?.clientId !== undefined,
    run: (state) => {
      const client = onlyClient(state);
      if (client !== undefined) state.beginFaultFor(client.clientId);
    },
  },
  onClients('kick'),
  onClients('kickWithoutWill'),
  onClients('drop'),
  onClients('expire'),
  {
    id: 'broker.expireSessions',
    title: words.expireSessions,
    group,
    isEnabled: (state) => chosenIn('sessions', state) !== undefined,
    run: (state) => {
      const chosen = chosenIn('sessions', state);
      if (chosen !== undefined) void state.expireSessions(chosen.target);
    },
  },
  {
    id: 'broker.clear',
    title: words.clear,
    group,
    isEnabled: (state) => chosenIn('retained', state) !== undefined,
    run: (state) => {
      const chosen = chosenIn('retained', state);
      if (chosen !== undefined) void state.clearRetained(chosen.target);
    },
  },
  {
    id: 'broker.undo',
    title: words.undo,
    group,
    isEnabled: (state) => state.broker?.state.kind === 'running',
    run: (state) => void state.undoClear(),
  },
];
