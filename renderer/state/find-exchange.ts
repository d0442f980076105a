import type { Answer } from '../../app/contract/answer.ts';
import { success } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Client } from '../../app/contract/connect.ts';
import { topicCondition } from '../../app/filter/condition.ts';

/** Milliseconds to wait before asking again: what was just stored is traced a moment later. */
const waits = [100, 200, 400, 800];

interface PacketPlace {
  readonly source: SourceId;
  readonly sequence: number;
}

/** The exchange that a packet belongs to; undefined when after a while none is known. */
export async function findExchange(
  client: Client,
  { source, sequence }: PacketPlace,
  signal?: AbortSignal,
): Promise<Answer<number | undefined>> {
  for (let turn = 0; ; turn += 1) {
    const answer = await client.call('trace.of', { source, sequence }, signal);
    if (!answer.ok) return answer;
    const wait = waits[turn];
    if (answer.value.exchange !== undefined || wait === undefined || signal?.aborted === true)
      return success(answer.value.exchange);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** A message that was published from here. */
export interface Published {
  readonly source: SourceId;
  readonly topic: string;
  /** When PUBLISH was written, in µs since 1970. */
  readonly at: number;
}

/** Milliseconds by which the source may have it on record before, and after. */
const beside = { before: 20, after: 2_000 };
/** Milliseconds to wait for it to be traced. */
const patience = 2_000;

/** The exchange of a message that was published from here: on its topic, the nearest in time; undefined if none is known. */
export function findPublished(client: Client, { source, topic, at }: Published): Promise<number | undefined> {
  const [from, to] = [at / 1_000 - beside.before, at / 1_000 + beside.after].map((time) =>
    new Date(time).toISOString(),
  );
  const filter = `kind:publish ${topicCondition(topic)} time:${from}..${to}`;
  return new Promise((resolve) => {
    const end = (exchange: number | undefined): void => {
      clearTimeout(timer);
      watch.stop();
      resolve(exchange);
    };
    const timer = setTimeout(() => end(undefined), patience);
    const watch = client.watch(
      'trace.list',
      { source, filter, deliveries: false, window: { at: 'end', count: 200 } },
      {
        value: ({ rows, counting }) => {
          const near = rows
            .filter(({ what }) => topic.startsWith(what.text))
            .toSorted((one, other) => Math.abs(one.time - at) - Math.abs(other.time - at))[0];
          if (near !== undefined && !counting) end(near.id);
        },
        ended: () => end(undefined),
      },
    );
  });
}
