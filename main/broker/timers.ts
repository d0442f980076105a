/** Calls off what was to happen later; does nothing once it has happened. */
export type Cancel = () => void;

/** Later, as an argument, so that tests own the time. */
export interface Timers {
  /** Runs the task once, after that many milliseconds; any length is fine. */
  after(milliseconds: number, task: () => void): Cancel;
}

/** Node's timers end at 2^31 - 1 ms, some 25 days; a session may outlive that. */
const longestStep = 2_147_483_647;

/** Timers of the running process; they do not keep it alive. */
export const systemTimers: Timers = {
  after(milliseconds, task) {
    if (milliseconds <= longestStep) {
      const only = setTimeout(task, milliseconds);
      only.unref();
      return () => clearTimeout(only);
    }
    let handle: NodeJS.Timeout;
    const arm = (left: number) => {
      const step = Math.min(left, longestStep);
      handle = setTimeout(() => (left > step ? arm(left - step) : task()), step);
      handle.unref();
    };
    arm(milliseconds);
    return () => clearTimeout(handle);
  },
};
