import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A tenth of what a thread gets that stands beside it on the same processor. */
const niceness = 10;

/**
 * Has this thread, and no other of the process, wait for those that have more urgent work: messages to route and to
 * store. Measured with the load of `npm run bench -- broker` on two processors, where it took up to half of one. Only
 * Linux has a priority for each thread; elsewhere `Pace` alone keeps it in its place.
 */
export function standBack(): void {
  try {
    // The link is read by the thread that asks: `4711/task/4713`.
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (Number.isSafeInteger(thread) && thread > 0) setPriority(thread, niceness);
  } catch {
    // There is no such link, or no such right: then it goes on as it was.
  }
}
