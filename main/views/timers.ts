/** Later, as an argument: so that tests own it. Both return what cancels the task. */
export interface Timers {
  /** As soon as what else waits for the thread had its turn. */
  soon(task: () => void): () => void;
  after(milliseconds: number, task: () => void): () => void;
}

/** Node's own; they do not keep the process alive. */
export const nodeTimers: Timers = {
  soon(task) {
    const immediate = setImmediate(task);
    return () => clearImmediate(immediate);
  },
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
