import type { Answer } from '../../app/contract/answer.ts';
import { success } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Client } from '../../app/contract/connect.ts';
import { clientCondition, topicCondition } from '../../app/filter/condition.ts';
import { hidesCharacters } from '../../app/filter/shown-text.ts';

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
  /** When PUBLISH was written, in µs since 1970; before it is known, when that was asked for. */
  readonly at: number;
  /** Who published it, on the embedded broker; undefined: a connection of ours. */
  readonly client: string | undefined;
}

/** Milliseconds by which the source may have it on record before. */
const before = 20;
/** Milliseconds to wait for it to be traced. */
export const patience = 2_000;

/**
 * Looks for the exchange of a message that was published from here: of who published it, on its topic, the first since then.
 * Goes on until it is there. Returns what ends the search.
 */
export function followPublished(
  client: Client,
  { source, topic, at, client: by }: Published,
  found: (exchange: number) => void,
): () => void {
  const from = new Date(at / 1_000 - before).toISOString();
  const who = by === undefined ? 'direction:sent' : `direction:received ${clientCondition(by)}`;
  const filter = `kind:publish ${topicCondition(topic)} ${who} time>=${from}`;
  const watch = client.watch(
    'trace.list',
    { source, filter, deliveries: false, window: { at: 'end', count: 200 } },
    {
      value: ({ rows, counting }) => {
        const own = rows.find(({ what }) => hidesCharacters(what.text) || topic.startsWith(what.text));
        if (own === undefined || counting) return;
        watch.stop();
        found(own.id);
      },
      ended: () => undefined,
    },
  );
  return () => watch.stop();
}

/** The same, for a while; undefined if none is known by then. */
export function findPublished(client: Client, published: Published): Promise<number | undefined> {
  return new Promise((resolve) => {
    const end = (exchange: number | undefined): void => {
      clearTimeout(timer);
      stop();
      resolve(exchange);
    };
    const timer = setTimeout(() => end(undefined), patience);
    const stop = followPublished(client, published, end);
  });
}
