import { z } from 'zod';
import { duration } from '../../../app/base/duration.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange, PacketIds } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { WatchMemory } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { beginnerOf } from './parties.ts';

interface Stall {
  readonly ids: PacketIds;
  readonly most: number;
  readonly by: 'client' | 'server';
  /** The one that has been in flight longest, and since when it is that. */
  oldest: OpenExchange;
  since: number;
  isTold: boolean;
}

/** What is known of a stall beside its exchanges, by the oldest of them. */
const keptStall = z.object({ oldest: z.number(), since: z.number(), isTold: z.boolean() });

/** Senders that are watched at once. */
const watched = 1_000;

/** As many messages are in flight as the receiver takes, and none of them is acknowledged: the sender is stalled. */
export class ReceiveMaximum implements TraceWatch {
  readonly skipsPlain = true;
  readonly #needs: RuleNeeds;
  readonly #stalls = new Map<PacketIds, Stall>();
  /** Those of the rule before this one. */
  readonly #before = new Map<number, z.infer<typeof keptStall>>();
  readonly memory: WatchMemory = {
    name: 'receive-maximum',
    keep: () =>
      Array.from(this.#stalls.values(), ({ oldest, since, isTold }) => ({
        oldest: oldest.id,
        since,
        isTold,
      })),
    restore: (kept) => {
      const stalls = z.array(keptStall).safeParse(kept).data ?? [];
      for (const stall of stalls) this.#before.set(stall.oldest, stall);
    },
  };

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  /** Nothing may begin on it any more: it is stalled. */
  resumed({ session }: LinkTrace): void {
    for (const ids of [session.fromClient, session.fromServer]) {
      const [oldest] = ids.values();
      if (oldest !== undefined) this.#look(oldest);
    }
  }

  begun(exchange: OpenExchange): void {
    this.#look(exchange);
  }

  /** A delivery that waited went out. */
  changed(exchange: OpenExchange): void {
    if (exchange.kind === 'delivery') this.#look(exchange);
  }

  passed({ time }: Moment): void {
    for (const [ids, stall] of this.#stalls) {
      const [oldest] = ids.values();
      if (oldest === undefined || ids.size < stall.most || oldest.isAway) this.#stalls.delete(ids);
      else if (oldest !== stall.oldest) {
        stall.oldest = oldest;
        stall.since = time;
        stall.isTold = false;
      } else if (!stall.isTold && this.#isLong(stall, time)) this.#tell(stall, time);
    }
  }

  #isLong({ since }: Stall, time: number): boolean {
    const least = this.#needs.thresholds.stalledSeconds * 1e6;
    return time - since >= least && time - since - this.#needs.stoodStill({ from: since, to: time }) >= least;
  }

  #look(exchange: OpenExchange): void {
    const { qos, ids, facts, state } = exchange;
    if (qos === 0 || ids === undefined || state === 'queued') return;
    const sender = beginnerOf(exchange, this.#needs.clientSide);
    const most = sender === 'client' ? facts.serverMaximum : facts.clientMaximum;
    if (ids.size < most || this.#stalls.has(ids) || this.#stalls.size >= watched) return;
    const [oldest = exchange] = ids.values();
    const by = sender === 'client' ? 'server' : 'client';
    const { since = exchange.lastTime, isTold = false } = this.#before.get(oldest.id) ?? {};
    this.#before.delete(oldest.id);
    this.#stalls.set(ids, { ids, most, by, oldest, since, isTold });
  }

  #tell(stall: Stall, time: number): void {
    stall.isTold = true;
    const { client, topic, id } = stall.oldest;
    const packets = [...stall.ids.values()].map((exchange) => exchange.id);
    const waiting = duration(time - stall.since);
    this.#needs.found({
      ...{ kind: 'receive-maximum', time, client, topic, exchange: id, packets, by: stall.by },
      what: `${stall.ids.size} of ${stall.most} messages are in flight, none acknowledged for ${waiting}`,
    });
  }
}
