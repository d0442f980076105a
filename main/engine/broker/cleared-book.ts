import { Listeners } from '../../../app/base/listeners.ts';
import type { Broker } from '../../broker/broker.ts';
import type { Message } from '../../broker/routing/message.ts';
import type { BrokerBook } from './broker-book.ts';
import { RetainedWork } from './retained-work.ts';

interface Cleared {
  readonly broker: Broker;
  readonly messages: readonly Message[];
  /** µs since 1970. */
  readonly at: number;
}

/** The last clearing of retained messages, as long as it can be undone: it goes with its broker. */
export class ClearedBook {
  /** What is being cleared or put back. */
  readonly work: RetainedWork;
  readonly #book: BrokerBook;
  readonly #listeners = new Listeners();
  #cleared: Cleared | undefined;

  constructor(book: BrokerBook) {
    this.#book = book;
    this.work = new RetainedWork(book.around);
    this.work.onChange(() => this.#listeners.tell());
  }

  get last(): Cleared | undefined {
    return this.#cleared?.broker === this.#book.broker ? this.#cleared : undefined;
  }

  set last(cleared: Cleared | undefined) {
    this.#cleared = cleared;
    this.#listeners.tell();
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }
}
