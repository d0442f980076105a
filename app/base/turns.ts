/** Works one after the other, in the order asked; one that fails does not stop the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs when all that was asked before is over; answers as the work does. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    // Its own asker is told that it failed.
    this.#last = done.catch(() => undefined);
    return done;
  }
}
