/**
 * The environment of the web host. The allocator of glibc keeps an arena for each thread and gives back little of what a
 * flood needed for a moment, and a batch on its way to the disk is the larger part of that: after ten million messages it
 * had 130 MB that nobody used. With one arena, and batches outside of it, the process stays as it was after the first
 * million, in the same processor time. Other allocators do not look at this, and who has set it knows better.
 */
export function frugalEnvironment() {
  return { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1000000', ...process.env };
}

/**
 * The arguments of Node for it. V8 lets what is made and dropped at once take 128 MB on the main thread, and comes there by
 * and by whatever the load is, as it counts all that ever survived. With this it is 32 MB, in the same processor time.
 * Workers have bounds of their own (`workerYoungMegabytes`), which it would replace: `main/web/main.ts` sees to that.
 */
export const frugalArguments = ['--max-semi-space-size=16'];
