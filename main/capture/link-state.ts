import { copyOf } from '../../app/base/copy-of.ts';
import type { Direction } from '../../app/contract/areas/common.ts';
import { aliasBytes } from './limits.ts';

const noTopic = new Uint8Array(0);

/** Topic aliases of one link and direction (clause 3.3.2.3.4): the number stands for the topic it was last sent with. */
export class TopicAliases {
  readonly #topics = new Map<number, Uint8Array>();
  #bytes = 0;

  /** The topic of a PUBLISH with an alias: `topic` where it has one, which the alias then stands for. */
  resolve(alias: number, topic: Uint8Array): Uint8Array {
    if (topic.byteLength === 0) return this.#topics.get(alias) ?? noTopic;
    this.#forget(alias);
    if (this.#bytes + topic.byteLength <= aliasBytes) {
      this.#topics.set(alias, copyOf(topic));
      this.#bytes += topic.byteLength;
    }
    return topic;
  }

  #forget(alias: number): void {
    this.#bytes -= this.#topics.get(alias)?.byteLength ?? 0;
    this.#topics.delete(alias);
  }
}

/** What capture must know of an open link. */
export class LinkState {
  /** What is noted of its beginning, as bytes: it is noted again once a CONNACK has said yes. */
  readonly beginning: Uint8Array;
  /** A CONNACK said yes. */
  isConnected = false;
  // Made when the first alias comes: most links have none, and a storm of connects has many links.
  #received: TopicAliases | undefined;
  #sent: TopicAliases | undefined;

  constructor(beginning: Uint8Array) {
    this.beginning = beginning;
  }

  aliases(direction: Direction): TopicAliases {
    if (direction === 'sent') {
      this.#sent ??= new TopicAliases();
      return this.#sent;
    }
    this.#received ??= new TopicAliases();
    return this.#received;
  }
}
