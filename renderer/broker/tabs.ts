import type { ReactNode } from 'react';
import { texts } from '../texts/en.ts';
import { ClientsPanel } from './clients-panel.tsx';

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
];
