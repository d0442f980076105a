import { expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { Source } from '../../app/contract/areas/sources.ts';
import type { TraceListValue } from '../../app/contract/areas/trace/trace.ts';
import { whyNoExchange } from './why-no-exchange.ts';

const source: Source = {
  id: sourceId.parse('broker'),
  kind: 'broker',
  name: 'Local broker',
  detail: '',
  state: { kind: 'idle' },
  production: false,
};
const empty: TraceListValue = {
  first: 0,
  end: 0,
  counting: false,
  looked: { exchanges: 10, of: 10 },
  tracedTo: 88,
  from: 0,
  rows: [],
  gone: 0,
};
const silent = {
  source,
  value: empty,
  filter: '',
  hasDeliveries: false,
  isTraced: true,
  isResting: false,
  now: 0,
};

test('an empty list says why: no source, nothing yet, still looking', () => {
  const title = (changed: Partial<Parameters<typeof whyNoExchange>[0]>) =>
    whyNoExchange({ ...silent, ...changed })?.title;

  expect([
    title({ source: undefined }),
    title({ value: undefined }),
    title({}),
    title({ value: { ...empty, counting: true } }),
    title({ value: { ...empty, end: 1 } }),
    title({ isTraced: false }),
    title({ isResting: true }),
    title({ isTraced: false, value: { ...empty, end: 1 } }),
  ]).toEqual([
    'No source is chosen.',
    'Looking through the exchanges…',
    'Nothing has been exchanged yet.',
    'Looking through the exchanges…',
    undefined,
    'Traces are switched off.',
    'Traces ended by an error.',
    undefined,
  ]);
});

test('a filter that lets nothing through says what else may be in the way', () => {
  const stopped = { ...empty, looked: { exchanges: 4, of: 10 } };

  expect(whyNoExchange({ ...silent, value: stopped, filter: 'outcome:queued time>-5m' })).toEqual({
    title: 'No exchange matches the filter.',
    advice: [
      'The search was stopped: it looked at 4 of 10 exchanges.',
      'It keeps to a time: take that condition away to look at all of it.',
      'What the broker sends to each subscriber is left out: “Deliveries as rows” shows it.',
    ],
  });
  expect(
    whyNoExchange({
      ...silent,
      value: { ...empty, problem: { message: 'No such field.', span: { from: 0, to: 1 } } },
      filter: 'x',
    }),
  ).toEqual({ title: 'The filter cannot be used.', advice: ['No such field.'] });
});

test('deliveries are said to be left out only where one could match though its message does not', () => {
  const advice = (changed: Partial<Parameters<typeof whyNoExchange>[0]>) =>
    whyNoExchange({ ...silent, ...changed })?.advice.length;

  expect([
    advice({ filter: 'client:press-1 topic:plant/#' }),
    advice({ filter: 'kind:delivery' }),
    advice({ filter: 'kind:delivery', hasDeliveries: true }),
    advice({ filter: 'kind:delivery', source: { ...source, kind: 'connection' } }),
  ]).toEqual([0, 1, 0, 0]);
});
