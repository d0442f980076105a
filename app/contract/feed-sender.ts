import type { FeedSource } from './feed-source.ts';

export interface FeedOutlet<Value> {
  send(update: number, value: Value): void;
  /** The source threw: nothing more will be sent. */
  fail(error: unknown): void;
}

/**
 * Sends one value at a time and folds what changes meanwhile into the next. A slow reader costs nothing: the source is
 * read only when its value will be sent.
 */
export class FeedSender<Params, Value> {
  readonly #source: FeedSource<Params, Value>;
  readonly #outlet: FeedOutlet<Value>;
  /** The number of the update in force. */
  #update = 0;
  #dirty = false;
  #reading = false;
  #underWay = false;
  #closed = false;

  constructor(source: FeedSource<Params, Value>, outlet: FeedOutlet<Value>) {
    this.#source = source;
    this.#outlet = outlet;
  }

  changed(): void {
    this.#dirty = true;
    this.#next();
  }

  /** The reader wants another window; the next value answers it. */
  update(update: number, params: Params): void {
    if (this.#closed) return;
    this.#update = update;
    this.#attempt(() => this.#source.update(params));
    this.changed();
  }

  /** The reader has taken the value under way. A credit that was not owed changes nothing. */
  taken(): void {
    this.#underWay = false;
    this.#next();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#source.close();
  }

  #next(): void {
    if (!this.#dirty || this.#reading || this.#underWay || this.#closed) return;
    this.#dirty = false;
    this.#reading = true;
    const update = this.#update;
    this.#attempt(() => {
      const value = this.#source.read();
      if (value instanceof Promise) this.#await(update, value);
      else this.#deliver(update, value);
    });
  }

  #await(update: number, value: Promise<Value>): void {
    value.then(
      (late) => this.#attempt(() => this.#deliver(update, late)),
      (error: unknown) => this.#fail(error),
    );
  }

  /** Sends it even if an update came meanwhile: whether it is of use still is the reader's to say. */
  #deliver(update: number, value: Value): void {
    this.#reading = false;
    if (this.#closed) return;
    this.#underWay = true;
    this.#outlet.send(update, value);
  }

  #attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!this.#closed) this.#outlet.fail(error);
  }
}
