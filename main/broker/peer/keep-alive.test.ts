import { expect, test } from 'vitest';
import { TestTime } from '../testing/test-time.ts';
import { KeepAlive } from './keep-alive.ts';

/** A keep alive of two seconds, on a broker that did not run for five. */
function stoodStill() {
  const time = new TestTime();
  const ends: number[] = [];
  const began = time.now();
  const keepAlive = new KeepAlive(2, time, time, () => ends.push((time.now() - began) / 1000));
  time.sleep(5_000);
  time.advance(0);
  return { time, keepAlive, ends };
}

test('what a client said while the broker stood still is read before it is said to have missed its keep alive', () => {
  const { time, keepAlive, ends } = stoodStill();

  keepAlive.heard(time.now());
  time.advance(2_999);
  const before = [...ends];
  time.advance(1);

  expect([before, ends]).toEqual([[], [8_000]]);
});

test('a client that said nothing meanwhile is gone as soon as that is known', () => {
  const { time, ends } = stoodStill();

  time.advance(1_000);

  expect(ends).toEqual([5_020]);
});
