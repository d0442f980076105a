import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

test.runIf(process.platform === 'linux')(
  'a thread that stands back leaves the others as they were',
  async () => {
    const before = getPriority();

    const worker = new Worker(new URL('./testing/standing-back.ts', import.meta.url));
    const [told] = await once(worker, 'message');
    await worker.terminate();

    expect([told, getPriority()]).toEqual([{ niceness: Math.max(10, before) }, before]);
  },
);
