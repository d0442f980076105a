/** Random choices that a seed decides, so that a run can be had again. */
export interface Draw {
  /** A whole number from `least` to `most`, both included. */
  number(least: number, most: number): number;
  oneOf<T>(choices: readonly [T, ...T[]]): T;
  /** So many bytes of any value. */
  bytes(length: number): Uint8Array;
  /** A text that is valid everywhere: letters and digits, at least one. */
  word(longest?: number): string;
  /** A topic name of one to six levels. */
  topic(): string;
  /** True once in so many times on average. */
  once(times: number): boolean;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export function drawOf(seed: number): Draw {
  const random = numbersOf(seed);
  const number = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const word = (longest = 12) =>
    Array.from({ length: number(1, longest) }, () => letters.charAt(number(0, letters.length - 1))).join('');
  return {
    number,
    word,
    oneOf: (choices) => choices[number(0, choices.length - 1)] ?? choices[0],
    bytes: (length) => Uint8Array.from({ length }, () => number(0, 255)),
    topic: () => Array.from({ length: number(1, 6) }, () => word()).join('/'),
    once: (times) => random() * times < 1,
  };
}

/** Numbers from 0 up to but not including 1 (xorshift). `seed` is not 0. */
export function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
