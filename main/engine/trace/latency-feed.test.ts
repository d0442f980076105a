import { expect, test } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { createLatencyFeed } from './latency-feed.ts';
import type { LatencyAnswer } from './trace-messages.ts';

const source = sourceId.parse('own');
const empty = { inFlight: 0, all: { count: 0, volume: 0 }, from: 0, width: 1, buckets: [] };

/** A feed on a worker that answers `read`, and what is due of it, in milliseconds. */
function setup(read: LatencyAnswer) {
  let traced = (): void => undefined;
  const due: number[] = [];
  const client = {
    openLatency: () => ({ read: async () => read, close: () => undefined }),
    onTraced: (_source: string, listener: () => void) => {
      traced = listener;
      return () => undefined;
    },
  };
  const timers = {
    soon: () => () => undefined,
    after: (milliseconds: number) => {
      due.push(milliseconds);
      return () => due.splice(due.indexOf(milliseconds), 1);
    },
  };
  const params = { source, of: 'handshakes', buckets: 1 } as const;
  const feed = createLatencyFeed({ client, timers, clock: { now: () => 1 } }, params, () => undefined);
  return { feed, due, news: () => traced() };
}

test('the next slice of counting does not wait for the look that news put off', async () => {
  const { feed, due, news } = setup({ value: empty, counting: true, hasMore: true });
  news();

  const value = await feed.read();

  expect(value.counting).toBe(true);
  expect(due).toEqual([0]);
});

test('what was counted once and is counted again is not told as counting', async () => {
  const { feed, due } = setup({ value: empty, counting: false, hasMore: true });

  const value = await feed.read();

  expect(value.counting).toBe(false);
  expect(due).toEqual([0]);
});
