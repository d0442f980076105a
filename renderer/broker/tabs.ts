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

interface BrokerTab {
  readonly id: string;
  readonly text: string;
  readonly Panel: () => ReactNode;
  /** Shows nothing while the broker is stopped. */
  readonly needsBroker: boolean;
}

/** The tabs of the screen, in order. */
export const brokerTabs: readonly BrokerTab[] = [
  { id: 'clients', text: texts.broker.clients.tab, Panel: ClientsPanel, needsBroker: true },
  { id: 'sessions', text: texts.broker.sessions.tab, Panel: SessionsPanel, needsBroker: true },
  { id: 'subscriptions', text: texts.broker.subscriptions.tab, Panel: SubscriptionsPanel, needsBroker: true },
  { id: 'retained', text: texts.broker.retained.tab, Panel: RetainedPanel, needsBroker: true },
  { id: 'listeners', text: texts.listeners.tab, Panel: ListenersPanel, needsBroker: false },
  { id: 'access', text: texts.access.tab, Panel: AccessPanel, needsBroker: false },
  { id: 'faults', text: texts.faults.tab, Panel: FaultsPanel, needsBroker: false },
  { id: 'settings', text: texts.brokerSettings.tab, Panel: SettingsPanel, needsBroker: false },
];
