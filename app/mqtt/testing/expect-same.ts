import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** For the many comparisons of random tests: fast where equal; only what differs is shown in full. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
}
