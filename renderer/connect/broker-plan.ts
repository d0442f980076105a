import type { BrokerPlan } from '../../app/contract/areas/broker/state.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';

/** What the form begins with: where the broker listens, or where it is to. */
export function planOf({ state, plan }: FeedValue<'broker'>): BrokerPlan {
  if (state.kind !== 'running') return plan;
  const port = (transport: 'tcp' | 'ws'): number | undefined =>
    state.listeners.find((listener) => listener.transport === transport)?.port;
  return { ...plan, port: port('tcp') ?? plan.port, wsPort: port('ws') ?? plan.wsPort };
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
