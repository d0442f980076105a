import { z } from 'zod';
import { duration } from '../../../app/base/duration.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { Routed, TraceWatch } from '../watch.ts';
import { memoryOf } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';

const unheard = z.object({
  client: z.string(),
  topic: z.string(),
  since: z.number(),
  packets: z.array(z.number()),
  count: z.number(),
  isTold: z.boolean(),
});
type Unheard = z.infer<typeof unheard>;

/** Topics that are watched at once; of more the one watched longest is forgotten. */
const watched = 5_000;

/** Messages of a topic go to nobody but, perhaps, the app itself. */
export class NoSubscriber implements TraceWatch {
  readonly skipsPlain = true;
  readonly #needs: RuleNeeds;
  readonly #unheard = new Map<string, Unheard>();
  readonly memory = memoryOf('no-subscriber', this.#unheard, unheard);

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  /** One message of a run is looked at: to look for each would cost more than the messages. */
  routed(first: number, _last: number, to: Routed | undefined, { time }: Moment): void {
    const isHeard =
      to !== undefined && (to.hasMore || to.clients.some((client) => !this.#needs.isOwn(client, time)));
    if (isHeard && this.#unheard.size === 0) return;
    const message = this.#needs.messageAt(first);
    if (message === undefined || message.topic.startsWith('$')) return;
    if (isHeard) this.#unheard.delete(message.topic);
    else this.#note(message.client, message.topic, first, time);
  }

  /** Elsewhere the server says so, if it does. */
  ended({ outcome, topic, client, id, lastTime }: OpenExchange): void {
    if (this.#needs.isBroker) return;
    if (outcome === 'no-subscriber') this.#note(client, topic, id, lastTime);
  }

  #note(client: string, topic: string, packet: number, time: number): void {
    const known = this.#unheard.get(topic) ?? this.#watch(client, topic, time);
    known.count += 1;
    if (known.packets.length < 4) known.packets.push(packet);
    const { unheardMessages, unheardSeconds } = this.#needs.thresholds;
    if (known.isTold || known.count < unheardMessages || time - known.since < unheardSeconds * 1e6) return;
    known.isTold = true;
    this.#needs.found({
      ...{ kind: 'no-subscriber', time, client, topic, packets: [...known.packets, packet], by: 'client' },
      what: `${known.count} messages or more within ${duration(time - known.since)}, none for a subscriber`,
    });
  }

  #watch(client: string, topic: string, since: number): Unheard {
    for (const oldest of this.#unheard.keys()) {
      if (this.#unheard.size < watched) break;
      this.#unheard.delete(oldest);
    }
    const made = { client, topic, since, packets: [], count: 0, isTold: false };
    this.#unheard.set(topic, made);
    return made;
  }
}
