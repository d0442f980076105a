import { expect, test } from 'vitest';
import { quickTest } from './quick-test.ts';

/** Two engines of which the usual one takes so many milliseconds for a text. */
function setup(timeOf: (text: string) => number) {
  let now = 0;
  const used: string[] = [];
  const engine = (name: string, spend: (text: string) => void) => ({
    test: (text: string) => {
      used.push(name);
      spend(text);
      return text.includes('!');
    },
  });
  const usual = engine('usual', (text) => {
    now += timeOf(text);
  });
  const isMatch = quickTest(
    usual,
    engine('linear', () => undefined),
    () => now,
  );
  const engines = (texts: readonly string[]) => {
    const found = texts.map(isMatch);
    return { found, used: used.splice(0) };
  };
  return { engines };
}

const many = (count: number, text: string) => Array.from({ length: count }, () => text);

test('text after text that takes too long is given to the linear engine, and the usual one tried again later', () => {
  const { engines } = setup(() => 0.3);

  const atFirst = engines(['a', 'a!', 'a', 'a', 'a!']);
  const later = engines(many(4_095, 'a'));
  const again = engines(['a', 'a']);

  expect(atFirst).toEqual({
    found: [false, true, false, false, true],
    used: ['usual', 'usual', 'usual', 'usual', 'linear'],
  });
  expect(new Set(later.used)).toEqual(new Set(['linear']));
  expect(again.used).toEqual(['usual', 'linear']);
});

test('fast texts between slow ones do not hide them', () => {
  const { engines } = setup((text) => (text === 'slow' ? 0.3 : 0.001));

  const { used } = engines(many(8, 'fast').flatMap((text) => [text, 'slow']));

  expect(used.lastIndexOf('usual')).toBe(9);
});

test.each([
  ['each is fast', () => 0.05],
  ['few are not', (text: string) => (text === 'slow' ? 5 : 0.001)],
])('the usual engine goes on where %s', (_, timeOf) => {
  const { engines } = setup(timeOf);

  const { used } = engines(many(100, 'slow').flatMap((text) => [text, ...many(9, 'fast')]));

  expect(new Set(used)).toEqual(new Set(['usual']));
});

test('a long text may take longer', () => {
  const { engines } = setup((text) => text.length / 10_000);

  expect(new Set(engines(many(9, 'long'.repeat(1_000))).used)).toEqual(new Set(['usual']));
});
