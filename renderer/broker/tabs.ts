import type { ReactNode } from 'react';
import { texts } from '../texts/en.ts';
import { AccessPanel } from './access/access-panel.tsx';
import { ClientsPanel } from './clients-panel.tsx';
import { FaultsPanel } from './faults/faults-panel.tsx';
import { ListenersPanel } from './listeners/listeners-panel.tsx';
import { RetainedPanel } from './retained-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { SettingsPanel } from './settings/settings-panel.tsx';
import { SubscriptionsPanel } from './subscriptions-panel.tsx';

const { keywords } = texts.broker;

interface BrokerTab {
  readonly id: string;
  readonly text: string;
  /** What the palette finds it by, beside its name. */
  readonly keywords: string;
  readonly Panel: () => ReactNode;
  /** Shows nothing while the broker is stopped. */
  readonly needsBroker: boolean;
}

/** The tabs of the screen, in order. */
export const brokerTabs: readonly BrokerTab[] = [
  {
    id: 'clients',
    text: texts.broker.clients.tab,
    keywords: keywords.clients,
    Panel: ClientsPanel,
    needsBroker: true,
  },
  {
    id: 'sessions',
    text: texts.broker.sessions.tab,
    keywords: keywords.sessions,
    Panel: SessionsPanel,
    needsBroker: true,
  },
  {
    id: 'subscriptions',
    text: texts.broker.subscriptions.tab,
    keywords: keywords.subscriptions,
    Panel: SubscriptionsPanel,
    needsBroker: true,
  },
  {
    id: 'retained',
    text: texts.broker.retained.tab,
    keywords: keywords.retained,
    Panel: RetainedPanel,
    needsBroker: true,
  },
  {
    id: 'listeners',
    text: texts.listeners.tab,
    keywords: keywords.listeners,
    Panel: ListenersPanel,
    needsBroker: false,
  },
  { id: 'access', text: texts.access.tab, keywords: keywords.access, Panel: AccessPanel, needsBroker: false },
  { id: 'faults', text: texts.faults.tab, keywords: keywords.faults, Panel: FaultsPanel, needsBroker: false },
  {
    id: 'settings',
    text: texts.brokerSettings.tab,
    keywords: keywords.settings,
    Panel: SettingsPanel,
    needsBroker: false,
  },
];
