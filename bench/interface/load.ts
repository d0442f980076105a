import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('generator.ts', import.meta.url));

/** The process that publishes. */
export interface Load {
  /** Messages a second from now on; answers how many were published so far, probes left out. */
  publish(rate: number): Promise<number>;
  stop(): void;
}

/** Starts it against the broker at that port; it publishes nothing at first. */
export async function startLoad(port: number): Promise<Load> {
  const child = fork(program, [String(port)], { execArgv: [] });
  await once(child, 'message');
  return {
    publish: async (rate) => {
      child.send(rate);
      const [published] = await once(child, 'message');
      return Number(published);
    },
    stop: () => child.disconnect(),
  };
}
