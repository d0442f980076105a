import type { Client } from '../../app/contract/connect.ts';
import { flooded } from '../capture/app.ts';

/** Asks the engine for a topic all the time: the longest wait, in ms, is how long it was busy with something else. */
export function watchEngine(client: Client): () => Promise<number> {
  let longest = 0;
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const asked = performance.now();
      await client.call('tree.find', { source: flooded, topic: 'plant' });
      longest = Math.max(longest, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    return longest;
  };
}
