import type { BrokerPlan } from '../../app/contract/areas/broker/state.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';

/** What the form begins with: where the broker listens, or where it is to. */
export function planOf({ state, plan }: FeedValue<'broker'>): BrokerPlan {
  if (state.kind !== 'running') return plan;
  const port = (transport: 'tcp' | 'ws'): number | undefined =>
    state.listeners.find((listener) => listener.transport === transport)?.port;
  return { ...plan, port: port('tcp') ?? plan.port, wsPort: port('ws') ?? plan.wsPort };
}
