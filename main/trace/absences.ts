import { z } from 'zod';
import { qos } from '../../app/contract/areas/common.ts';
import { FilterTree } from './filter-tree.ts';
import type { GrantedFilter } from './subscribers.ts';

/** Filters that are remembered of clients whose session has ended; of more those of longest ago are forgotten. */
const most = 2_000;
/** Those among them that messages are counted for at once, the newest. */
const mostCounted = 256;
/** Messages of a filter that are named. */
const mostNamed = 12;
/** µs after a client is back within which notes of messages before that may come. */
const settles = 1_000_000;

const lostFilter = z.object({
  filter: z.string(),
  granted: qos,
  /** The sequence number of the SUBACK that granted it. */
  packet: z.number(),
  /** That of the SUBSCRIBE with which its client came back to it, and when that was answered, µs; 0 while it has not. */
  back: z.number(),
  backTime: z.number(),
  /** Messages at QoS 1 and 2 that came meanwhile, and the first of them. */
  missed: z.number(),
  messages: z.array(z.number()),
});
/** A subscription that ended with its session. */
export type LostFilter = z.infer<typeof lostFilter>;

export const absence = z.object({
  client: z.string(),
  /** The connection that its session was on last. */
  link: z.number(),
  /** The last record of its session, and when that ended, in µs since 1970. */
  from: z.number(),
  since: z.number(),
  /** It ended with its connection, or when its Session Expiry Interval had passed. */
  why: z.enum(['connection', 'time']),
  filters: z.array(lostFilter),
});
/** A client whose session ended while it was subscribed. */
export type Absence = z.infer<typeof absence>;

interface Counted {
  readonly absence: Absence;
  readonly filter: LostFilter;
}

/** Clients whose sessions ended while they were subscribed, since when, and what came for them; bounded in filters. */
export class Absences {
  /** The oldest first. */
  #all: Absence[] = [];
  #filters = 0;
  #counted: Counted[] = [];
  /** The same by their filters; made anew for the next message when they changed. */
  #byFilter: FilterTree<Counted> | undefined;

  /** Nobody is away for whom messages are counted. */
  get isIdle(): boolean {
    return this.#counted.length === 0;
  }

  all(): readonly Absence[] {
    return this.#all;
  }

  add(away: Omit<Absence, 'filters'>, granted: readonly GrantedFilter[]): void {
    if (granted.length === 0) return;
    const fresh = { back: 0, backTime: 0, missed: 0 };
    this.#put({ ...away, filters: granted.map((one) => ({ ...one, ...fresh, messages: [] })) });
    while (this.#filters > most && this.#all.length > 1) {
      this.#filters -= this.#all.shift()?.filters.length ?? 0;
    }
  }

  /** The client is there again and subscribes with that packet. */
  back(client: string, filters: readonly string[], packet: number, time: number): void {
    for (const absence of this.#all) {
      if (absence.client !== client) continue;
      for (const filter of absence.filters) {
        if (filter.back !== 0 || !filters.includes(filter.filter)) continue;
        filter.back = packet;
        filter.backTime = time;
      }
    }
  }

  /** Counts a message at QoS 1 or 2 for who was away when it came, and is none of those whom it went to. */
  missed(message: number, topic: string, receivers: readonly string[]): void {
    this.#byFilter ??= treeOf(this.#counted);
    for (const { absence, filter } of this.#byFilter.under(topic)) {
      // What was routed before is told later now and then.
      const isMissed = message > absence.from && (filter.back === 0 || message < filter.back);
      if (!isMissed || filter.granted === 0 || receivers.includes(absence.client)) continue;
      filter.missed += 1;
      if (filter.messages.length < mostNamed) filter.messages.push(message);
    }
  }

  /** Those that their clients came back to: all that came meanwhile is counted. Each is given once. */
  takeSettled(time: number): ReadonlyMap<Absence, readonly LostFilter[]> {
    const settled = new Map<Absence, LostFilter[]>();
    for (const { absence, filter } of this.#counted) {
      if (filter.back === 0 || time < filter.backTime + settles) continue;
      settled.set(absence, [...(settled.get(absence) ?? []), filter]);
    }
    if (settled.size > 0)
      this.#count(({ absence, filter }) => settled.get(absence)?.includes(filter) !== true);
    return settled;
  }

  /** Who has been away since before that time is not waited for any more. */
  giveUp(before: number): void {
    const [oldest] = this.#counted;
    if (oldest === undefined || oldest.absence.since >= before) return;
    this.#count(({ absence, filter }) => absence.since >= before || filter.back !== 0);
  }

  /** As values that can be cloned. */
  kept(): { readonly all: readonly Absence[]; readonly counted: readonly (readonly [number, number])[] } {
    const counted = this.#counted.map(
      ({ absence, filter }) => [this.#all.indexOf(absence), absence.filters.indexOf(filter)] as const,
    );
    return { all: this.#all, counted };
  }

  restore(all: readonly Absence[], counted: readonly (readonly [number, number])[]): void {
    this.#all = [...all];
    this.#byFilter = undefined;
    this.#filters = all.reduce((sum, { filters }) => sum + filters.length, 0);
    this.#counted = counted.flatMap(([at, index]) => {
      const absence = this.#all[at];
      const filter = absence?.filters[index];
      return absence === undefined || filter === undefined ? [] : [{ absence, filter }];
    });
  }

  #put(absence: Absence): void {
    this.#all.push(absence);
    this.#filters += absence.filters.length;
    this.#counted.push(...absence.filters.map((filter) => ({ absence, filter })));
    this.#counted = this.#counted.slice(-mostCounted);
    this.#byFilter = undefined;
  }

  #count(isCounted: (one: Counted) => boolean): void {
    this.#counted = this.#counted.filter(isCounted);
    this.#byFilter = undefined;
  }
}

function treeOf(counted: readonly Counted[]): FilterTree<Counted> {
  const tree = new FilterTree<Counted>();
  for (const one of counted) tree.add(one.filter.filter, one);
  return tree;
}
