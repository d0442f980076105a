import type { ClientAction } from '../../../app/contract/areas/broker/clients.ts';
import { count, size, some } from '../counts.ts';
import { clients, messages, sessions } from './broker-counts.ts';

export interface Names {
  readonly text: string;
}

/** `a, b and 3 more`. */
function named(names: readonly Names[], all: number): string {
  const more = all - names.length;
  return names.map(({ text }) => text).join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
}

const effects: Readonly<Record<ClientAction, string>> = {
  kick: 'Each gets DISCONNECT with reason 0x98 (before 5.0 the connection just closes).',
  kickWithoutWill: 'Each gets DISCONNECT with reason 0x98; no will goes out.',
  drop: 'The connections are cut without a word, as when a cable is pulled. What was not sent yet is lost.',
  expire: 'Each is disconnected and its session ends: subscriptions and waiting messages are gone.',
};

/** Before something is done that cannot be undone. */
export const brokerAsks = {
  clients: {
    kick: { title: (n: number) => `Kick ${clients(n)}?`, act: 'Kick' },
    kickWithoutWill: { title: (n: number) => `Kick ${clients(n)} without the will?`, act: 'Kick' },
    drop: { title: (n: number) => `Drop the socket of ${clients(n)}?`, act: 'Drop' },
    expire: { title: (n: number) => `End the session of ${clients(n)}?`, act: 'End' },
  },
  clientsText: (
    action: ClientAction,
    effect: {
      readonly clients: number;
      readonly ids: readonly Names[];
      readonly wills: number;
      readonly sessions: number;
    },
  ) =>
    [
      `${named(effect.ids, effect.clients)}.`,
      effects[action],
      effect.wills > 0 ? `${some(effect.wills, 'will goes', 'wills go')} out.` : '',
      effect.sessions > 0 && action !== 'expire'
        ? `${some(effect.sessions, 'session ends', 'sessions end')} with it.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  sessions: {
    title: (n: number) => `End ${sessions(n)}?`,
    text: (lost: {
      readonly connected: number;
      readonly subscriptions: number;
      readonly messages: number;
      readonly bytes: number;
    }) =>
      [
        `What is lost: ${some(lost.subscriptions, 'subscription', 'subscriptions')} and ${some(lost.messages, 'message that waits', 'messages that wait')} (${size(lost.bytes)}).`,
        lost.connected > 0 ? `${some(lost.connected, 'client is', 'clients are')} disconnected.` : '',
      ]
        .filter(Boolean)
        .join(' '),
    act: 'End',
  },
  retained: {
    title: (n: number) => `Clear ${some(n, 'retained message', 'retained messages')}?`,
    text: (found: { readonly messages: number; readonly bytes: number; readonly topics: readonly Names[] }) =>
      `${named(found.topics, found.messages)} (${size(found.bytes)}). Whoever subscribes later does not get them; nobody is sent anything now. They can be put back until others are cleared or the broker stops.`,
    act: 'Clear',
    backUp: 'Back them up first',
  },
} as const;

/** Once it is done. */
export const brokerDone = {
  clients: (action: ClientAction, n: number) =>
    action === 'expire' ? `Ended ${sessions(n)}` : `Disconnected ${clients(n)}`,
  sessions: (n: number) => `Ended ${sessions(n)}`,
  cleared: ({ messages: n, left }: { readonly messages: number; readonly left: number }) =>
    `Cleared ${some(n, 'retained message', 'retained messages')}${stopped(left)}`,
  restored: (counts: {
    readonly restored: number;
    readonly kept: number;
    readonly full: number;
    readonly left: number;
  }) =>
    [
      `Put back ${messages(counts.restored)}`,
      counts.kept > 0 ? `${some(counts.kept, 'topic keeps', 'topics keep')} a newer one` : '',
      counts.full > 0 ? `${count(counts.full)} found no room` : '',
    ]
      .filter(Boolean)
      .join('; ') + stopped(counts.left),
} as const;

function stopped(left: number): string {
  return left === 0 ? '' : `; stopped before ${count(left)} more`;
}
