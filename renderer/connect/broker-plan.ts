import type { BrokerState } from '../../app/contract/areas/broker/state.ts';
import type { BrokerPlan } from '../state/broker-slice.ts';
import { usualPlan } from '../state/broker-slice.ts';

/** What the form begins with: how the broker runs, or how it usually does. */
export function planOf(state: BrokerState): BrokerPlan {
  if (state.kind !== 'running') return usualPlan;
  const port = (transport: 'tcp' | 'ws'): number | undefined =>
    state.listeners.find((listener) => listener.transport === transport)?.port;
  return {
    port: port('tcp') ?? usualPlan.port,
    wsPort: port('ws') ?? usualPlan.wsPort,
    network: state.network,
    allowedOrigins: [...state.allowedOrigins],
    whenTaken: 'ask',
  };
}

export type ParsedOrigins =
  | { readonly ok: true; readonly origins: readonly string[] }
  | { readonly ok: false; readonly wrong: string };

/** Origins as typed, one a line, each as a browser would send it. */
export function parseOrigins(typed: string): ParsedOrigins {
  const lines = typed.split(/[\s,]+/).filter((line) => line !== '');
  const origins: string[] = [];
  for (const line of lines) {
    const origin = originOf(line);
    if (origin === undefined) return { ok: false, wrong: line };
    if (!origins.includes(origin)) origins.push(origin);
  }
  return { ok: true, origins };
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return isPlain && (url.protocol === 'http:' || url.protocol === 'https:') ? url.origin : undefined;
}
