/** Milliseconds between looks at the parent. */
const lookEvery = 250;

/**
 * Resolves when this process is to end: it was asked to, or whoever started it is gone. A parent that is killed outright
 * passes no signal on; its child is then adopted by another process.
 */
export function endOfLife(life: NodeJS.Process): Promise<void> {
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
