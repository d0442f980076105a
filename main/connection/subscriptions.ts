import type { ClientSubscribeCallback, IClientSubscribeOptions, MqttClient } from 'mqtt';
import type { Clock } from '../../app/base/clock.ts';
import type { SubscriptionState } from '../../app/contract/areas/connection.ts';
import type { SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import type { LiveLink } from './live-link.ts';
import { reasonOf, reasonText } from './reason.ts';

/** Some brokers take no more filters in one SUBSCRIBE (AWS IoT: 8). */
const filtersAtOnce = 8;
/**
 * Filters that MQTT.js would not keep in their order among others, by which the answers are told apart: it takes them as
 * the keys of an object, of which numbers go first, and one is a word of its own.
 */
const asKeyOutOfOrder = /^(\d+|resubscribe)$/;

interface SubscribeResult {
  readonly granted: number;
  /** `filter: 0x87 Not authorized`. */
  readonly refused: readonly string[];
}

/** What was asked for and what was granted, over all connections of one profile. */
export class Subscriptions {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #states = new Map<string, SubscriptionState>();
  /** Filters that the session at the broker has and that are to go. */
  readonly #leaving = new Set<string>();

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  read(): SubscriptionState[] {
    return [...this.#states.values()];
  }

  /** Replaces the whole list; what changed is to be synchronised with the broker. */
  replace(list: readonly SubscriptionSettings[]): void {
    const wanted = new Set(list.map(({ filter }) => filter));
    for (const filter of this.#states.keys()) if (!wanted.has(filter)) this.remove(filter);
    for (const subscription of list) this.add(subscription);
  }

  add(subscription: SubscriptionSettings): void {
    this.#leaving.delete(subscription.filter);
    const known = this.#states.get(subscription.filter);
    if (known !== undefined && isSame(known.asked, subscription) && known.granted.kind !== 'refused') return;
    this.#put({ asked: subscription, granted: { kind: 'none' } });
  }

  remove(filter: string): void {
    const known = this.#states.get(filter);
    if (known === undefined) return;
    this.#states.delete(filter);
    if (known.granted.kind !== 'refused') this.#leaving.add(filter);
    this.#changed();
  }

  /** The broker has no session of ours: nothing is subscribed to. */
  forget(): void {
    this.#leaving.clear();
    this.#reset(() => true);
  }

  /** The connection is gone; what was asked and not answered is not known to be granted. */
  interrupted(): void {
    this.#reset(({ granted }) => granted.kind === 'pending');
  }

  /** Asks the broker for what it does not have yet, and takes back what is not wanted any more. */
  async synchronise({ client, version }: LiveLink): Promise<SubscribeResult> {
    const leaving = [...this.#leaving];
    this.#leaving.clear();
    const open = [...this.#states.values()].filter(({ granted }) => granted.kind === 'none');
    for (const state of open) this.#put({ asked: state.asked, granted: { kind: 'pending' } });
    const goes = leaving.length === 0 ? [] : [this.#unsubscribe(client, leaving)];
    const comes = groups(open.map(({ asked }) => asked)).map((group) =>
      this.#subscribe(client, version, group),
    );
    await Promise.all([...goes, ...comes]);
    return this.#result();
  }

  #subscribe(
    client: MqttClient,
    version: LiveLink['version'],
    group: readonly SubscriptionSettings[],
  ): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const answered: ClientSubscribeCallback = (_error, _asked, suback) => {
      const codes = suback?.granted ?? [];
      for (const [index, asked] of group.entries()) {
        const code = codes[index];
        // No SUBACK: the connection went first, and `interrupted` has said so.
        if (typeof code === 'number') this.#granted(asked, code, version);
      }
      resolve();
    };
    const [first, second] = group;
    if (first !== undefined && second === undefined)
      client.subscribe([first.filter], optionsOf(first), answered);
    else client.subscribe(mapOf(group), answered);
    return promise;
  }

  #unsubscribe(client: MqttClient, filters: string[]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    client.unsubscribe(filters, (error) => {
      // Tried again with the next connection, if the session goes on.
      if (error) for (const filter of filters) this.#leaveAgain(filter);
      resolve();
    });
    return promise;
  }

  #leaveAgain(filter: string): void {
    if (!this.#states.has(filter)) this.#leaving.add(filter);
  }

  #granted(asked: SubscriptionSettings, code: number, version: LiveLink['version']): void {
    const known = this.#states.get(asked.filter);
    // It was changed or taken away while the answer was on its way.
    if (known === undefined || known.asked !== asked) return;
    const kind = code < 0x80 ? 'granted' : 'refused';
    this.#put({ asked, granted: { kind, reason: reasonOf('suback', code, version), at: this.#clock.now() } });
  }

  #reset(applies: (state: SubscriptionState) => boolean): void {
    for (const state of this.#states.values()) {
      if (applies(state))
        this.#states.set(state.asked.filter, { asked: state.asked, granted: { kind: 'none' } });
    }
    this.#changed();
  }

  #result(): SubscribeResult {
    const refused = this.read().flatMap(({ asked, granted }) =>
      granted.kind === 'refused' ? [`${asked.filter}: ${reasonText(granted.reason)}`] : [],
    );
    return { granted: this.read().filter(({ granted }) => granted.kind === 'granted').length, refused };
  }

  #put(state: SubscriptionState): void {
    this.#states.set(state.asked.filter, state);
    this.#changed();
  }
}

function mapOf(group: readonly SubscriptionSettings[]): Record<string, IClientSubscribeOptions> {
  return Object.fromEntries(group.map((asked) => [asked.filter, optionsOf(asked)]));
}

function optionsOf({
  qos,
  noLocal,
  retainAsPublished,
  retainHandling,
}: SubscriptionSettings): IClientSubscribeOptions {
  return { qos, nl: noLocal, rap: retainAsPublished, rh: retainHandling };
}

/** What goes out together. */
function groups(list: readonly SubscriptionSettings[]): readonly (readonly SubscriptionSettings[])[] {
  const alone = list.filter(({ filter }) => asKeyOutOfOrder.test(filter));
  const others = list.filter((asked) => !alone.includes(asked));
  const count = Math.ceil(others.length / filtersAtOnce);
  const together = Array.from({ length: count }, (_none, index) =>
    others.slice(index * filtersAtOnce, (index + 1) * filtersAtOnce),
  );
  return [...together, ...alone.map((asked) => [asked])];
}

function isSame(one: SubscriptionSettings, other: SubscriptionSettings): boolean {
  return (
    one.qos === other.qos &&
    one.noLocal === other.noLocal &&
    one.retainAsPublished === other.retainAsPublished &&
    one.retainHandling === other.retainHandling
  );
}
