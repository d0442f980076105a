import type { ListenerUrl, NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import type { Broker } from '../../broker/broker.ts';
import { networkAddresses } from '../../broker/certificates/machine-names.ts';
import type { ListenerTraffic } from '../../broker/listeners/entrance.ts';
import { isEveryAddress, isLoopback } from './listener-plan.ts';

/** A listener that listens. */
export interface BoundListener {
  readonly listener: NamedListener;
  /** Another one than was asked for, if that was taken. */
  readonly port: number;
  traffic(): ListenerTraffic;
  close(): Promise<void>;
}

export type BindOutcome =
  | { readonly ok: true; readonly bound: BoundListener }
  | { readonly ok: false; readonly why: 'taken' | 'denied' | 'failed'; readonly message: string };

/** Ports tried in place of one that somebody else has, before any free one is taken. */
const triedNext = 20;
const schemes = { tcp: 'mqtt', tls: 'mqtts', ws: 'ws', wss: 'wss' } as const;

export async function bind(
  broker: Broker,
  listener: NamedListener,
  whenTaken: 'ask' | 'free',
): Promise<BindOutcome> {
  for (const port of candidates(listener.port, whenTaken)) {
    const outcome = await broker.listen({ ...listener, port });
    if (outcome.ok) return { ok: true, bound: { ...outcome, listener } };
    if (outcome.why !== 'taken') return outcome;
  }
  return { ok: false, why: 'taken', message: `Port ${listener.port} is in use by another program.` };
}

/** What to type into a client: on this machine first, then on others, with the network that they are on. */
export function urlsOf({ listener, port }: BoundListener): readonly ListenerUrl[] {
  const { host } = listener;
  if (!isEveryAddress({ host })) {
    const network = isLoopback({ host }) ? undefined : networkOf(host);
    return [{ url: urlOf(listener, host, port), ...(network !== undefined && { network }) }];
  }
  const others = networkAddresses()
    .filter(({ address }) => host === '::' || !address.includes(':'))
    .map(({ name, address }) => ({ url: urlOf(listener, address, port), network: name }));
  return [{ url: urlOf(listener, '127.0.0.1', port) }, ...others];
}

function urlOf({ transport }: NamedListener, host: string, port: number): string {
  return `${schemes[transport]}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function networkOf(host: string): string {
  return networkAddresses().find(({ address }) => address === host)?.name ?? '';
}

function candidates(port: number, whenTaken: 'ask' | 'free'): number[] {
  if (whenTaken === 'ask' || port === 0) return [port];
  const next = Array.from({ length: triedNext }, (_, index) => port + 1 + index);
  return [port, ...next.filter((candidate) => candidate <= 65_535), 0];
}
