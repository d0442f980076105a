import type { Qos } from '../../../app/mqtt/packet.ts';
import type { ReceiverSet } from '../../capture/delivery-runs.ts';
import type { ShareGroup } from './share-group.ts';
import type { Destination, Subscription } from './subscription.ts';
import type { SubscriptionTrie } from './subscription-trie.ts';

/** One who gets a copy, whatever the number of its subscriptions that match: the highest QoS, all identifiers. */
export interface Receiver {
  readonly destination: Destination;
  readonly subscriptions: readonly Subscription[];
  /** Highest granted QoS [MQTT-3.3.4-2]. */
  readonly qos: Qos;
  /** [MQTT-3.3.4-4] */
  readonly identifiers: readonly number[];
  readonly retainAsPublished: boolean;
  readonly hasNoLocal: boolean;
}

/** Who gets the messages of one topic; shared by all who ask, so nobody changes it. */
export interface Matches {
  readonly receivers: readonly Receiver[];
  readonly groups: readonly ShareGroup[];
  /** Those who subscribed and may not receive this topic. */
  readonly withheld: ReadonlySet<Destination>;
  /** Subscriptions and groups that were met: what remembering it costs. */
  readonly size: number;
  /** The same as records name it, once that was asked for: an empty set is undefined. */
  noted: { readonly set: ReceiverSet | undefined } | undefined;
}

/** The longest topic that is remembered, in characters. */
const rememberedLength = 512;
/** Topics remembered, and subscriptions that these met: some 50 MB. */
const defaultBounds = { topics: 4096, subscriptions: 262_144 };

/** Who gets the messages of a topic; remembered for the topics met last, until a subscription changes. */
export class MatchFinder {
  readonly #trie: SubscriptionTrie;
  readonly #bounds: typeof defaultBounds;
  readonly #remembered = new Map<string, Matches>();
  #size = 0;
  #version = -1;

  constructor(trie: SubscriptionTrie, bounds = defaultBounds) {
    this.#trie = trie;
    this.#bounds = bounds;
  }

  find(topic: string): Matches {
    if (this.#version !== this.#trie.version) {
      this.#remembered.clear();
      this.#size = 0;
      this.#version = this.#trie.version;
    }
    const remembered = this.#remembered.get(topic);
    if (remembered !== undefined) return remembered;
    const matches = this.#match(topic);
    this.#remember(topic, matches);
    return matches;
  }

  #match(topic: string): Matches {
    const { subscriptions, groups } = this.#trie.find(topic);
    const byDestination = new Map<Destination, Subscription[]>();
    const withheld = new Set<Destination>();
    for (const subscription of subscriptions) {
      if (!subscription.destination.mayReceive(topic)) {
        withheld.add(subscription.destination);
        continue;
      }
      const those = byDestination.get(subscription.destination);
      if (those === undefined) byDestination.set(subscription.destination, [subscription]);
      else those.push(subscription);
    }
    const size = subscriptions.length + groups.length;
    return {
      receivers: [...byDestination.values()].flatMap(combine),
      groups,
      withheld,
      size,
      noted: undefined,
    };
  }

  #remember(topic: string, matches: Matches): void {
    if (topic.length > rememberedLength) return;
    this.#remembered.set(topic, matches);
    this.#size += matches.size;
    for (const [oldest, { size }] of this.#remembered) {
      if (this.#remembered.size <= this.#bounds.topics && this.#size <= this.#bounds.subscriptions) return;
      this.#remembered.delete(oldest);
      this.#size -= size;
    }
  }
}

/** The receiver as its own message sees it: subscriptions with No Local do not count [MQTT-3.8.3-3]. */
export function withoutNoLocal(receiver: Receiver): Receiver | undefined {
  return combine(receiver.subscriptions.filter(({ noLocal }) => !noLocal))[0];
}

/** Folds overlapping subscriptions of one session into one receiver; none if there are none. */
function combine(subscriptions: readonly Subscription[]): readonly Receiver[] {
  const [first] = subscriptions;
  if (first === undefined) return [];
  let { qos } = first;
  for (const other of subscriptions) if (other.qos > qos) qos = other.qos;
  return [
    {
      destination: first.destination,
      subscriptions,
      qos,
      identifiers: subscriptions.flatMap(({ identifier }) => identifier ?? []),
      retainAsPublished: subscriptions.some(({ retainAsPublished }) => retainAsPublished),
      hasNoLocal: subscriptions.some(({ noLocal }) => noLocal),
    },
  ];
}
