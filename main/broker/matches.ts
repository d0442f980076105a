import type { Qos } from '../../app/mqtt/packet.ts';
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

export interface Matches {
  readonly receivers: readonly Receiver[];
  readonly groups: readonly ShareGroup[];
}

/** Topics remembered, and the longest that is: 4,096 of 512 characters. */
const rememberedTopics = 4096;
const rememberedLength = 512;

/** Who gets the messages of a topic; remembered for the topics met last, until a subscription changes. */
export class MatchFinder {
  readonly #trie: SubscriptionTrie;
  readonly #remembered = new Map<string, Matches>();
  #version = -1;

  constructor(trie: SubscriptionTrie) {
    this.#trie = trie;
  }

  find(topic: string): Matches {
    if (this.#version !== this.#trie.version) {
      this.#remembered.clear();
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
    for (const subscription of subscriptions) {
      const those = byDestination.get(subscription.destination);
      if (those === undefined) byDestination.set(subscription.destination, [subscription]);
      else those.push(subscription);
    }
    return { receivers: [...byDestination.values()].flatMap(combine), groups };
  }

  #remember(topic: string, matches: Matches): void {
    if (topic.length > rememberedLength) return;
    if (this.#remembered.size >= rememberedTopics) {
      for (const oldest of this.#remembered.keys()) {
        this.#remembered.delete(oldest);
        break;
      }
    }
    this.#remembered.set(topic, matches);
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
