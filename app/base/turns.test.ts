import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('work begins when what was asked before it is over, even if that failed', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const first = Promise.withResolvers<void>();

  const failed = turns.run(async () => {
    order.push('first begins');
    await first.promise;
    order.push('first ends');
    throw new Error('no');
  });
  const second = turns.run(async () => {
    order.push('second');
    return 2;
  });
  first.resolve();

  await expect(failed).rejects.toThrow('no');
  expect(await second).toBe(2);
  expect(order).toEqual(['first begins', 'first ends', 'second']);
});
