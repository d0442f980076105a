import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often a second `work` does what it does `count` times: by CPU time, because the machine is shared. */
export function perSecond(count: number, work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (count / (user + system)) * 1e6;
}

/** Adds milliseconds of this thread's CPU time: a slice that others interrupt is not longer for it. */
export function timed<T>(work: () => T, milliseconds: number[]): T {
  const start = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(start);
  milliseconds.push((user + system) / 1000);
  return result;
}

/** Says how many bytes this process's heap and buffers take behind a collection. */
export function createMemoryMeter(): () => Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  return async () => {
    // Buffers are given back by tasks that follow a collection.
    for (let round = 0; round < 3; round += 1) {
      collect();
      await wait(30);
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
}
