import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chipsOf, quoted, withCondition, withoutChip } from './chips.ts';
import { matcherOf } from './match.ts';
import { parseFilter } from './parse.ts';

const now = new Date(2026, 10, 22, 12, 0, 0).getTime() * 1000;

const message = {
  topic: 'a/b',
  client: 'c',
  qos: 1,
  retain: false,
  dup: false,
  direction: 'received',
  size: 3,
  time: now,
  payloadText: () => 'x"\\y',
  payloadJson: () => undefined,
} as const;

/** The range of times that a filter lets through, as ISO texts of local time without a zone. */
function timesOf(text: string): unknown {
  const parsed = parseFilter(text, now);
  if (!parsed.ok || parsed.filter?.kind !== 'range') return parsed;
  const { least, most } = parsed.filter;
  return [least, most].map((time) => (Number.isFinite(time) ? (time - now) / 1e6 : time));
}

test('an empty filter is none and lets everything through', () => {
  expect(parseFilter('  ', now)).toEqual({ ok: true, filter: undefined });
  expect(matcherOf(undefined)(message)).toBe(true);
});

test('a time without a date is of today, and lasts as long as it was written exactly', () => {
  expect(timesOf('time:11:59')).toEqual([-60, -0.000001]);
  expect(timesOf('time:11:59:58')).toEqual([-2, -1.000001]);
  expect(timesOf('time:11:59:58.5')).toEqual([-1.5, -1.400001]);
  expect(timesOf('time:2026-11-22')).toEqual([-43_200, 43_199.999999]);
  expect(timesOf('time:11:00..11:30')).toEqual([-3600, -1740.000001]);
});

test('a time ago counts from now', () => {
  expect(timesOf('time>=-5m')).toEqual([-300, Number.POSITIVE_INFINITY]);
  expect(timesOf('time<-1.5h')).toEqual([Number.NEGATIVE_INFINITY, -5400.000001]);
});

test('a time with Z is that of UTC', () => {
  const parsed = parseFilter('time:2026-11-22T14:02:07.25Z', now);

  expect(parsed).toMatchObject({ ok: true, filter: { least: Date.UTC(2026, 10, 22, 14, 2, 7, 250) * 1000 } });
});

test.for(['24:00', '12:60', '12:00:60', '2026-13-01', '2026-02-30', '2026-11-22T25:00Z'])(
  '%s is no time, and no later one either',
  (text) => {
    expect(parseFilter(`time:${text}`, now)).toMatchObject({ ok: false, problem: { span: { from: 5 } } });
  },
);

test('a filter that is nested without end is refused, not followed', () => {
  const brackets = parseFilter(`${'('.repeat(1000)}a${')'.repeat(1000)}`, now);
  const dashes = parseFilter(`${'-'.repeat(4000)}a`, now);

  const problem = { message: 'The filter is nested too deep' };
  expect([brackets, dashes]).toMatchObject([
    { ok: false, problem },
    { ok: false, problem },
  ]);
});

test('a filter without end is refused', () => {
  const parsed = parseFilter('a '.repeat(5000), now);

  expect(parsed).toMatchObject({ ok: false, problem: { message: 'A filter has at most 4096 characters' } });
});

test('whatever is typed is a filter or has a place where it is wrong', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '(',
      ')',
      '"',
      '~/',
      '/',
      '$.a',
      '[',
      ']',
      'and',
      'or',
      'not ',
      '-',
      '>=',
      '=',
      'qos:',
      'time:',
      '..',
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      const parsed = parseFilter(text, now);
      if (parsed.ok) return typeof matcherOf(parsed.filter)(message) === 'boolean';
      const { from, to } = parsed.problem.span;
      return from >= 0 && from <= to && to <= text.length && parsed.problem.message.length > 0;
    }),
    { numRuns: 2000 },
  );
});

test('any text in quotes is found as it stands', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const parsed = parseFilter(quoted(text), now);
      return parsed.ok && matcherOf(parsed.filter)({ ...message, payloadText: () => `before ${text} after` });
    }),
  );
});

test('conditions that must all hold are chips, and each can be taken away', () => {
  const text = 'press and qos:1 (a or b)  $.temp > 70';
  const chips = chipsOf(text, now);

  expect(chips.map((chip) => chip.text)).toEqual(['press', 'qos:1', '(a or b)', '$.temp > 70']);
  expect(chips.map((chip) => withoutChip(text, chip))).toEqual([
    'qos:1 (a or b)  $.temp > 70',
    'press (a or b)  $.temp > 70',
    'press and qos:1 $.temp > 70',
    'press and qos:1 (a or b)',
  ]);
});

test('what stands in brackets, or is bound by or, is one chip', () => {
  expect(chipsOf('a or b c', now).map((chip) => chip.text)).toEqual(['a or b c']);
  expect(chipsOf('(a b)', now).map((chip) => chip.text)).toEqual(['(a b)']);
});

test('a condition more must hold besides all that stands there', () => {
  expect(withCondition('', 'qos:1', now)).toBe('qos:1');
  expect(withCondition('a b', 'qos:1', now)).toBe('a b qos:1');
  expect(withCondition('a or b', 'qos:1', now)).toBe('(a or b) qos:1');
  expect(withCondition('(a or b)', 'qos:1', now)).toBe('(a or b) qos:1');
});
