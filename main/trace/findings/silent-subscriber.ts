import { z } from 'zod';
import { duration } from '../../../app/base/duration.ts';
import type { Subscription } from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { Routed, TraceWatch } from '../watch.ts';
import type { WatchMemory } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';

const subscriber = z.object({
  client: z.string(),
  filter: z.string(),
  since: z.number(),
  packets: z.array(z.number()),
  exchange: z.number(),
  /** Messages that had been routed when it subscribed. */
  routedBefore: z.number(),
});
type Subscriber = z.infer<typeof subscriber>;

const remembered = z.object({ routed: z.number(), waiting: z.array(subscriber) });

/** Subscribers that are watched until something comes for them; more are not. */
const watched = 10_000;

/** A client subscribes on the embedded broker and gets nothing, while messages go to others. */
export class SilentSubscriber implements TraceWatch {
  readonly #needs: RuleNeeds;
  readonly #waiting = new Map<string, Subscriber>();
  #routed = 0;
  readonly memory: WatchMemory = {
    name: 'silent-subscriber',
    keep: () => ({ routed: this.#routed, waiting: [...this.#waiting.values()] }),
    restore: (kept) => {
      const { routed, waiting } = remembered.safeParse(kept).data ?? { routed: 0, waiting: [] };
      this.#routed = routed;
      for (const one of waiting) this.#waiting.set(one.client, one);
    },
  };

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  subscribed(exchange: OpenExchange, asked: readonly Subscription[], codes: readonly number[]): void {
    const { client, packets, id, lastTime } = exchange;
    const index = codes.findIndex((code) => code < 0x80);
    if (!this.#needs.isBroker || index < 0 || client === '' || this.#waiting.size >= watched) return;
    this.#waiting.set(client, {
      ...{ client, exchange: id, since: lastTime, packets: [...packets], routedBefore: this.#routed },
      filter: asked[index]?.filter ?? '',
    });
  }

  begun({ kind, client }: OpenExchange): void {
    if (kind === 'delivery' && this.#waiting.size > 0) this.#waiting.delete(client);
  }

  routed(first: number, last: number, to: Routed | undefined): void {
    this.#routed += last - first + 1;
    if (to === undefined || this.#waiting.size === 0) return;
    // Of a set that is not named in full, or of a share, anybody may have got it.
    if (to.hasMore) this.#waiting.clear();
    for (const client of to.clients) this.#waiting.delete(client);
  }

  disconnected(link: LinkTrace): void {
    if (this.#waiting.size > 0) this.#waiting.delete(link.session.client);
  }

  missed(): void {
    this.#waiting.clear();
  }

  passed({ time }: Moment): void {
    const { silentSeconds, silentMessages } = this.#needs.thresholds;
    for (const [client, { filter, since, packets, exchange, routedBefore }] of this.#waiting) {
      // The one that waits longest comes first.
      if (time - since < silentSeconds * 1e6) return;
      if (this.#routed - routedBefore < silentMessages) continue;
      this.#waiting.delete(client);
      this.#needs.found({
        ...{ kind: 'silent-subscriber', time, client, topic: filter, packets, exchange, by: 'client' },
        what: `nothing for ${duration(time - since)}, while ${this.#routed - routedBefore} messages came in`,
      });
    }
  }
}
