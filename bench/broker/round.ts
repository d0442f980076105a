import { setTimeout as wait } from 'node:timers/promises';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { Contender } from './contenders.ts';
import { cpuTime } from './cpu-time.ts';
import type { BrokerLoad, Count } from './orders.ts';

/** What one broker did in one round. */
export interface Round {
  /** Delivered messages, or connects, a second. */
  readonly perSecond: number;
  /** µs of the broker's processor time for each. */
  readonly cpu: number;
  /** Copies that were owed and did not come. */
  readonly lost: number;
}

/** The processes that load a broker: who publishes, who is measured, and who is only there. */
export interface Load {
  readonly publisher: BrokerLoad;
  readonly subscribers: BrokerLoad;
  readonly crowd: BrokerLoad;
}

/** Milliseconds of traffic before the measuring begins, and between two looks at whether all has come. */
const warmUp = 150;
const pollEvery = 20;
/** Milliseconds after which what has not come counts as lost. */
const patience = 10_000;

/** Lets messages flow for some time and waits until all have come. */
export async function flow(
  { name, pid }: Contender,
  { publisher, subscribers }: Load,
  cell: { readonly qos: Qos; readonly fanOut: number },
  milliseconds: number,
): Promise<Round> {
  const sentBefore = await publisher.order({ do: 'count', name });
  const receivedBefore = await subscribers.order({ do: 'count', name });
  await publisher.order({ do: 'begin', name });
  await wait(warmUp);
  const start = await subscribers.order({ do: 'count', name });
  const cpuStart = cpuTime(pid);
  await wait(milliseconds);
  const end = await subscribers.order({ do: 'count', name });
  const cpuEnd = cpuTime(pid);
  await publisher.order({ do: 'end', name });
  const sent = await untilSettled(() => publisher.order({ do: 'count', name }));
  const owed = (sent.messages - sentBefore.messages) * cell.fanOut;
  const received = await untilReceived(
    () => subscribers.order({ do: 'count', name }),
    receivedBefore.messages + owed,
  );
  const messages = end.messages - start.messages;
  return {
    perSecond: (messages / (end.time - start.time)) * 1000,
    cpu: (cpuEnd - cpuStart) / messages,
    lost: owed - (received.messages - receivedBefore.messages),
  };
}

/** Lets clients come and go. */
export async function storm({ port, pid }: Contender, { crowd }: Load, milliseconds: number): Promise<Round> {
  const cpuStart = cpuTime(pid);
  const start = performance.now();
  const { messages } = await crowd.order({ do: 'storm', port, milliseconds });
  const perSecond = (messages / (performance.now() - start)) * 1000;
  return { perSecond, cpu: (cpuTime(pid) - cpuStart) / messages, lost: 0 };
}

async function untilSettled(count: () => Promise<Count>): Promise<Count> {
  const giveUp = performance.now() + patience;
  for (;;) {
    const now = await count();
    if (now.isSettled || performance.now() > giveUp) return now;
    await wait(pollEvery);
  }
}

/** All, or as many as there are when none has come for a while. */
async function untilReceived(count: () => Promise<Count>, wanted: number): Promise<Count> {
  let last = await count();
  let since = performance.now();
  while (last.messages < wanted && performance.now() - since < patience / 10) {
    await wait(pollEvery);
    const now = await count();
    if (now.messages !== last.messages) since = performance.now();
    last = now;
  }
  return last;
}
