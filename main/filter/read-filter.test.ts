import { expect, test } from 'vitest';
import type { Filter } from '../../app/filter/filter.ts';
import { regexpCost } from '../../app/filter/regexp-cost.ts';
import { makeRegexpsLinear } from './linear-regexps.ts';
import { readFilter } from './read-filter.ts';

const letters = 'a'.repeat(30_000);

/** Expressions, each with a text on which going back takes longer than anyone waits. */
const hostile: readonly (readonly [string, string])[] = [
  ['~/(a+)+$/', `${letters}b`],
  ['~/(a+)+$/i', `${letters.toUpperCase()}b`],
  ['~/(a|aa)+$/', `${letters}b`],
  ['~/^(a|a)*$/', `${letters}b`],
  ['~/(.*)*x/s', letters],
  ['~/^(\\w+\\s?)*$/', `${'abc '.repeat(8_000)}!`],
  ['~/(x+x+)+y/', 'x'.repeat(30_000)],
  ['~/^(([a-z])+.)+[A-Z]([a-z])+$/', letters],
  ['~/(?:a{0,4})*b/', letters],
  ['~/([^"]*,)*"/', `${'a,'.repeat(10_000)}a`],
  ['$.name~/(a+)+$/', `${letters}b`],
];

function testIn(filter: Filter | undefined): (text: string) => boolean {
  if (filter?.kind === 'regexp') return filter.pattern.test;
  if (filter?.kind === 'json' && filter.test?.kind === 'regexp') return filter.test.pattern.test;
  throw new Error('There is no expression in it');
}

test.each(hostile)('%s ends soon on a text made for it', (filter, text) => {
  const parsed = readFilter(filter, 0);
  const begin = performance.now();

  const isMatch = parsed.ok && testIn(parsed.filter)(text);

  expect(isMatch).toBe(false);
  // Linear in the text: some milliseconds, against hours.
  expect(performance.now() - begin).toBeLessThan(2_000);
});

test('what goes back too often in text after text takes the time of the linear engine from then on', () => {
  const parsed = readFilter('~/(\\w+\\s?)+[!?]/', 0);
  const isMatch = parsed.ok ? testIn(parsed.filter) : () => undefined;
  const texts = Array.from({ length: 4_000 }, (_, seq) => `${seq} is running without anything to say`);
  const begin = performance.now();

  const found = [...texts, 'it is running!'].map(isMatch);

  expect(found).toEqual([...texts.map(() => false), true]);
  // Some 50 ms, against 1,200.
  expect(performance.now() - begin).toBeLessThan(600);
});

test.each([
  ['~/(?=a+)+b/', 0],
  ['~/(a+)+\\1$/', 0],
  ['press ~/(a{0,50}){0,50}b+/', 6],
  ['$.x~/(?<=a*)b/', 0],
  ['~/a{0,100}a{0,100}a{0,100}b/', 0],
  [`~/(?!z)(?:a{${'0'.repeat(40)}1,}){${'0'.repeat(40)}1,}b/`, 0],
  ['~/\\k<?(?!z)(?:a+)+b>?/', 0],
  ['~/(?!z)[^b]{0,9999}b/', 0],
])('%s could run for ever and is refused where it stands', (filter, from) => {
  const parsed = readFilter(filter, 0);

  expect(parsed).toMatchObject({ ok: false, problem: { message: /for ever/ } });
  expect(!parsed.ok && filter.slice(parsed.problem.span.from)).toContain('~/');
  expect(!parsed.ok && parsed.problem.span.from).toBeGreaterThanOrEqual(from);
});

test.each(['~/^[0-9a-f]{32}$/', '~/(?=press)\\w/', '~/(\\d)\\1/', '~/a{0,200}b/'])(
  '%s is taken: it has an end',
  (filter) => {
    expect(readFilter(filter, 0).ok).toBe(true);
  },
);

test('where the flags of the host are frozen, what only going back can run is refused', () => {
  const frozen = () => false;

  expect(hostile.map(([filter]) => readFilter(filter, 0, frozen).ok)).not.toContain(true);
  expect(
    ['~/E\\d+/', '~/^press-\\d{1,4}$/i', '~/a.*b/', 'press'].map(
      (filter) => readFilter(filter, 0, frozen).ok,
    ),
  ).toEqual([true, true, true, true]);
});

test('what is held to be linear is what V8 says', () => {
  expect(makeRegexpsLinear()).toBe(true);
  const sources = [
    'a',
    '\\bfoo\\b',
    '(?<n>a)b',
    'a{16}',
    'a{17}',
    'a{2,}',
    'a{16,}',
    '(a{4}){4}',
    '(a{4}){5}',
  ];
  const more = [
    '(?:ab|cd)+?x',
    '(a)\\1',
    '(?=a)',
    '[^\\]]a',
    'a??',
    '(?:)*',
    'a{0,16}',
    'x{3}y{16}',
    '(?i:a)',
    '\\x41{3}',
  ];
  const all = [...sources, ...more];

  const saidByV8 = all.map((source) => [source, isLinear(source)]);

  expect(all.map((source) => [source, regexpCost(source).isLinear])).toEqual(saidByV8);
});

function isLinear(source: string): boolean {
  try {
    return new RegExp(source, 'l').source !== '';
  } catch {
    return false;
  }
}
