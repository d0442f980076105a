import { setTimeout as wait } from 'node:timers/promises';
import type { Cell, Contender, Generator } from './contenders.ts';

/** What one contender did in one round. */
export interface Round {
  /** Messages a second that were taken in and kept. */
  readonly perSecond: number;
  /** µs of processor time for each message that was kept: of the whole process, and of its main thread. */
  readonly cpu: number;
  readonly cpuMain: number;
  readonly taken: number;
  readonly dropped: number;
}

const warmUp = 300;
const pollEvery = 20;
/** Milliseconds without another message after which nothing more comes. */
const patience = 2_000;
/** Into mosquitto: more than it passes on to anybody. */
const pacedRate = 150_000;
/** More than any round can take. */
const noEnd = 1_000_000_000;

/** Floods for some time, then waits until all is taken in and stored. */
export async function flow(
  contender: Contender,
  generator: Generator,
  cell: Cell,
  milliseconds: number,
): Promise<Round> {
  const name = contender.flood;
  const cpuBefore = contender.cpu();
  const before = await contender.count();
  const droppedBefore = await contender.dropped();
  const perSecond = cell.through === 'mosquitto' ? pacedRate : undefined;
  await generator.order({ do: 'send', name, messages: noEnd, perSecond });
  await wait(warmUp);
  const start = await contender.countFlowing();
  await wait(milliseconds);
  const end = await contender.countFlowing();
  await generator.order({ do: 'end', name });
  const after = await untilQuiet(contender, generator);
  await contender.rest();
  const dropped = (await contender.dropped()) - droppedBefore;
  const cpuAfter = contender.cpu();
  const taken = after - before.messages;
  const kept = taken - dropped;
  const rate = ((end.messages - start.messages) / (end.time - start.time)) * 1000;
  return {
    perSecond: rate * (kept / taken),
    cpu: (cpuAfter.whole - cpuBefore.whole) / kept,
    cpuMain: (cpuAfter.main - cpuBefore.main) / kept,
    taken,
    dropped,
  };
}

async function untilQuiet(contender: Contender, generator: Generator): Promise<number> {
  let last = (await contender.count()).messages;
  let since = performance.now();
  for (;;) {
    await wait(pollEvery);
    const { messages } = await contender.count();
    const { isSettled, sent } = await generator.order({ do: 'count', name: contender.flood });
    if (isSettled && messages >= sent) return messages;
    if (messages !== last) since = performance.now();
    else if (performance.now() - since > patience) return messages;
    last = messages;
  }
}
