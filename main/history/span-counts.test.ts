import { expect, test } from 'vitest';
import { SpanCounts } from './span-counts.ts';

const one = { exact: 1, branch: 1 };

test('a span is read once for a topic, as long as not too many others were asked for', () => {
  const counts = new SpanCounts();
  const read: string[] = [];
  const ask = (topic: string, span: string) =>
    counts.of(topic, span, () => {
      read.push(`${topic}${span}`);
      return one;
    });

  const answers = [ask('a', '1'), ask('a', '1'), ask('a', '2'), ask('b', '1')];
  for (const other of 'cdefghi') {
    ask('a', '1');
    ask(other, '1');
  }
  ask('b', '1');

  expect(answers).toEqual([one, one, one, one]);
  expect(read).toEqual(['a1', 'a2', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1', 'h1', 'i1', 'b1']);
});
