/** What the end of a process needs of it. */
interface Life {
  readonly ppid: number;
  on(signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP', listener: () => void): unknown;
}

/** Milliseconds between looks at the parent. */
const lookEvery = 250;

/**
 * Resolves when this process is to end: it was asked to, or whoever started it is gone. npm and shells between do not
 * always pass a signal on, and a killed one cannot; its child is then adopted by another process.
 */
export function endOfLife(life: Life): Promise<void> {
  const parent = life.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (life.ppid !== parent) end();
    }, lookEvery);
    const end = () => {
      clearInterval(timer);
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) life.on(signal, end);
  });
}
