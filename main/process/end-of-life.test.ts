import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { endOfLife } from './end-of-life.ts';

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends it', async (signal) => {
  const life = new FakeLife();
  const end = endOfLife(life);

  life.emit(signal);

  await end;
});

test('another parent than at the beginning ends it, the same one does not', async () => {
  vi.useFakeTimers();
  const life = new FakeLife();
  const ended = vi.fn();
  const end = endOfLife(life).then(ended);

  await vi.advanceTimersByTimeAsync(10_000);
  const before = ended.mock.calls.length;
  life.ppid = 1;
  await vi.advanceTimersByTimeAsync(1_000);
  vi.useRealTimers();

  await end;
  expect(before).toBe(0);
});

class FakeLife extends EventEmitter {
  ppid = 4711;
}
