import { z } from 'zod';
import { counted } from '../../../app/base/counted.ts';
import { duration } from '../../../app/base/duration.ts';
import type { Subscription } from '../../../app/mqtt/packet.ts';
import { isShared } from '../../../app/mqtt/topic.ts';
import { serverEnded } from '../../capture/server-ended.ts';
import type { Absence, LostFilter } from '../absences.ts';
import { Absences, absence } from '../absences.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { GrantedFilter } from '../subscribers.ts';
import { keptSubscriber, Subscribers } from '../subscribers.ts';
import type { Acceptance, KnownMessages, Routed, TraceWatch } from '../watch.ts';
import type { WatchMemory } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** Messages of a run that are looked at. */
const lookedAt = 65_536;
/** Sessions whose Session Expiry Interval is watched. */
const mostAsleep = 10_000;

const asleep = z.object({
  link: z.number(),
  /** When the interval has passed, in µs since 1970. */
  due: z.number(),
});

const remembered = z.object({
  subscribers: z.array(z.tuple([z.string(), keptSubscriber])),
  absences: z.array(absence),
  counted: z.array(z.tuple([z.number(), z.number()])),
  asleep: z.array(z.tuple([z.string(), asleep])),
});

const reasons: Readonly<Record<Absence['why'], string>> = {
  connection: 'its session ended with its connection',
  time: 'its Session Expiry Interval passed meanwhile',
};

/** A client comes back and subscribes as before: what was published meanwhile was not kept, as its session had ended. */
export class NotKept implements TraceWatch {
  readonly skipsPlain = true;
  readonly #needs: RuleNeeds;
  readonly #absences: Absences;
  readonly #subscribers = new Subscribers();
  readonly #asleep = new Map<string, z.infer<typeof asleep>>();
  readonly memory: WatchMemory = {
    name: 'not-kept',
    keep: () => {
      const { all, counted } = this.#absences.kept();
      return {
        ...{ subscribers: this.#subscribers.kept(), absences: all, counted, asleep: [...this.#asleep] },
      };
    },
    restore: (kept) => {
      const known = remembered.safeParse(kept).data;
      if (known === undefined) return;
      this.#subscribers.restore(known.subscribers);
      this.#absences.restore(known.absences, known.counted);
      for (const [client, one] of known.asleep) this.#asleep.set(client, one);
    },
  };

  constructor(needs: RuleNeeds, absences: Absences = new Absences()) {
    this.#needs = needs;
    this.#absences = absences;
  }

  subscribed(exchange: OpenExchange, asked: readonly Subscription[], codes: readonly number[]): void {
    const { client, id, link, packets, lastTime } = exchange;
    if (!this.#needs.isBroker || client === '') return;
    const packet = packets.at(-1) ?? id;
    const granted = asked.flatMap(({ filter }, index): readonly GrantedFilter[] => {
      const code = codes[index];
      // Of a share another member may get what this one does not.
      if (isShared(filter)) return [];
      return code === 0 || code === 1 || code === 2 ? [{ filter, granted: code, packet }] : [];
    });
    this.#subscribers.put(client, link, granted);
    const filters = granted.map(({ filter }) => filter);
    this.#absences.back(client, filters, id, lastTime);
  }

  unsubscribed(client: string, filters: readonly string[]): void {
    this.#subscribers.drop(client, filters);
  }

  connected(link: LinkTrace, _acceptance: Acceptance): void {
    const { client } = link.session;
    this.#asleep.delete(client);
    if (link.isResumed) this.#subscribers.moved(client, link.number);
    // It was lost in a way that nobody has seen, or given up by its client.
    else this.#subscribers.take(client);
  }

  disconnected(link: LinkTrace, why: string, { time, sequence }: Moment): void {
    const { client, expiry } = link.session;
    if (!link.isUp || !this.#subscribers.isOn(client, link.number)) return;
    // With the broker away nobody can publish anything.
    const isServers = link.endedWithApp || why === serverEnded;
    if (expiry > 0) this.#sleeps(client, link.number, time + expiry * 1e6);
    else if (isServers) this.#subscribers.take(client);
    else this.#leaves(client, { link: link.number, from: sequence, since: time, why: 'connection' });
  }

  routed(
    first: number,
    last: number,
    to: Routed | undefined,
    _moment: Moment,
    messages: KnownMessages,
  ): void {
    if (this.#absences.isIdle) return;
    for (let message = Math.max(first, last - lookedAt); message <= last; message += 1) {
      const topic = this.#topicOf(message, messages);
      if (topic !== '') this.#absences.missed(message, topic, to?.clients ?? []);
    }
  }

  passed({ time, sequence }: Moment): void {
    for (const [client, { link, due }] of this.#asleep) {
      if (time < due) continue;
      this.#asleep.delete(client);
      this.#leaves(client, { link, from: sequence - 1, since: due, why: 'time' });
    }
    if (this.#absences.isIdle) return;
    for (const [absence, filters] of this.#absences.takeSettled(time)) this.#tell(absence, filters);
    this.#absences.giveUp(time - this.#needs.thresholds.awaySeconds * 1e6);
  }

  /** Of a message at QoS 1 or 2 that was not retained, of which who comes back gets the last one; else empty. */
  #topicOf(message: number, messages: KnownMessages): string {
    if (message >= messages.since) return messages.isRetained(message) ? '' : messages.find(message);
    const before = this.#needs.messageAt(message);
    return before === undefined || before.qos === 0 || before.retain ? '' : before.topic;
  }

  #sleeps(client: string, link: number, due: number): void {
    if (Number.isFinite(due) && this.#asleep.size < mostAsleep) this.#asleep.set(client, { link, due });
  }

  #leaves(client: string, absence: Pick<Absence, 'link' | 'from' | 'since' | 'why'>): void {
    this.#absences.add({ client, ...absence }, this.#subscribers.take(client));
  }

  #tell({ client, from, since, why }: Absence, filters: readonly LostFilter[]): void {
    const missed = filters.filter((one) => one.missed > 0).toSorted((a, b) => b.missed - a.missed);
    const [most] = missed;
    const count = missed.reduce((sum, one) => sum + one.missed, 0);
    const { awayMessages } = this.#needs.thresholds;
    if (most === undefined || count < awayMessages) return;
    const others = missed.length === 1 ? '' : ` and ${counted(missed.length - 1, 'other filter')}`;
    const away = duration(most.backTime - since);
    this.#needs.found({
      ...{ kind: 'not-kept', time: most.backTime, client, topic: most.filter, by: 'client' },
      packets: [...(why === 'connection' ? [from] : []), ...most.messages, most.back],
      ...(most.messages[0] === undefined ? {} : { exchange: most.messages[0] }),
      what: `${counted(count, 'message')} under ${most.filter}${others} in the ${away} that it was away: ${reasons[why]}`,
    });
  }
}
