import type { ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import { listener, nameFor } from '../../../app/contract/areas/broker/listener.ts';
import type { NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import type { BrokerPlan, BrokerPlanChange } from '../../../app/contract/areas/broker/state.ts';

/** A listener as it is saved: with a name, and whether it is to listen when the broker runs. */
export interface PlannedListener {
  readonly listener: NamedListener;
  readonly isOn: boolean;
}

const loopback = ['127.0.0.1', '::1', 'localhost'];
const everyAddress = ['0.0.0.0', '::'];

/** Where the broker listens unless the user says otherwise. */
export function usualListeners(): readonly PlannedListener[] {
  return [newListener('tcp', 'tcp', 1883), newListener('ws', 'ws', 9001)];
}

/** Whether only this machine reaches it. */
export function isLoopback({ host }: { readonly host: string }): boolean {
  return loopback.includes(host);
}

export function isEveryAddress({ host }: { readonly host: string }): boolean {
  return everyAddress.includes(host);
}

/** Whether clients on this machine reach it at 127.0.0.1. */
export function isReachedLocally({ host }: { readonly host: string }): boolean {
  return host === '127.0.0.1' || host === 'localhost' || everyAddress.includes(host);
}

/** The listener that the short way of setting up the broker is about. */
export function firstOf(
  planned: readonly PlannedListener[],
  transport: ListenerTransport,
): PlannedListener | undefined {
  return planned.find((one) => one.listener.transport === transport);
}

/** What the short way shows. */
export function planOf(planned: readonly PlannedListener[]): BrokerPlan {
  const [tcp, ws] = [firstOf(planned, 'tcp'), firstOf(planned, 'ws')];
  return {
    port: tcp?.listener.port ?? 1883,
    wsPort: ws?.listener.port ?? 9001,
    network: tcp !== undefined && !isLoopback(tcp.listener),
    allowedOrigins: [...(ws?.listener.allowedOrigins ?? [])],
  };
}

/** The listeners as the short way wants them; what it leaves out stays as it is. */
export function withPlan(
  planned: readonly PlannedListener[],
  plan: BrokerPlanChange,
): readonly PlannedListener[] {
  const { port, wsPort, network, allowedOrigins } = plan;
  const hasTcp = port !== undefined || network !== undefined;
  const hasWs = wsPort !== undefined || network !== undefined || allowedOrigins !== undefined;
  const one = hasTcp ? changed(planned, 'tcp', 1883, { port, network, allowedOrigins: undefined }) : planned;
  return hasWs ? changed(one, 'ws', 9001, { port: wsPort, network, allowedOrigins }) : one;
}

interface Change {
  readonly port: number | undefined;
  readonly network: boolean | undefined;
  readonly allowedOrigins: readonly string[] | undefined;
}

function changed(
  planned: readonly PlannedListener[],
  transport: 'tcp' | 'ws',
  usualPort: number,
  { port, network, allowedOrigins }: Change,
): readonly PlannedListener[] {
  const names = new Set(planned.map((one) => one.listener.name));
  const known = firstOf(planned, transport);
  const before = known ?? newListener(nameFor(transport, names), transport, usualPort);
  const after: PlannedListener = {
    listener: {
      ...before.listener,
      ...(port !== undefined && { port }),
      ...(allowedOrigins !== undefined && { allowedOrigins: [...allowedOrigins] }),
      host: hostFor(before.listener.host, network),
    },
    isOn: true,
  };
  return known === undefined ? [...planned, after] : planned.map((one) => (one === known ? after : one));
}

/** A host that is as open as it should be stays: the user may have chosen it with care. */
function hostFor(host: string, network: boolean | undefined): string {
  if (network === undefined || network !== isLoopback({ host })) return host;
  return network ? '::' : '127.0.0.1';
}

function newListener(name: string, transport: ListenerTransport, port: number): PlannedListener {
  return { listener: { ...listener.parse({ transport, port }), name }, isOn: true };
}
