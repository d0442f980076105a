import { readdirSync, readFileSync } from 'node:fs';

/** Processor time that a process has spent in all its threads, in µs. Linux only: from the scheduler's own count. */
export function cpuTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [spent = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    nanoseconds += Number(spent);
  }
  return nanoseconds / 1000;
}

/** Likewise of its first thread alone. */
export function mainThreadTime(pid: number): number {
  const [spent = '0'] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
  return Number(spent) / 1000;
}
