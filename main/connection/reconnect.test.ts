import { expect, test } from 'vitest';
import { Reconnect } from './reconnect.ts';

const backoff = { first: 1_000, longest: 60_000, settled: 10_000 };

function begun(): Reconnect {
  const reconnect = new Reconnect(backoff, () => 1);
  reconnect.begin();
  return reconnect;
}

test('a broker that is away is tried again, later and later', () => {
  const reconnect = begun();

  const waits = [1, 2, 3].map(() => {
    reconnect.count();
    return reconnect.after(false, 0);
  });

  expect(waits).toEqual([
    { kind: 'after', ms: 1_000, attempt: 2 },
    { kind: 'after', ms: 2_000, attempt: 3 },
    { kind: 'after', ms: 4_000, attempt: 4 },
  ]);
});

test('what cannot change by itself is not tried again, if the broker never accepted us', () => {
  const reconnect = begun();
  reconnect.count();

  expect(reconnect.after(true, 0)).toEqual({ kind: 'none' });
});

test('what looks lasting after the broker accepted us waits the longest', () => {
  const reconnect = begun();
  reconnect.count();
  reconnect.accepted();

  expect(reconnect.after(true, 0)).toEqual({ kind: 'after', ms: 60_000, attempt: 2 });
});

test('a connection that held makes the next try the first again; one that did not, does not', () => {
  const reconnect = begun();
  for (let count = 0; count < 5; count += 1) reconnect.count();

  expect(reconnect.after(false, 9_999)).toEqual({ kind: 'after', ms: 16_000, attempt: 6 });
  expect(reconnect.after(false, 10_000)).toEqual({ kind: 'after', ms: 1_000, attempt: 1 });
});
