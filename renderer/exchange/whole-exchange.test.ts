import { expect, test } from 'vitest';
import { shownName, visible } from '../../app/base/visible.ts';
import type { Exchange } from './row-texts.ts';
import { rowAsText } from './row-texts.ts';
import { hidesNames, wholeExchange } from './whole-exchange.ts';

const turned = 'press\u202e1';
const long = `${'client/'.repeat(60)}\t1`;
const topic = 'plant/\u202e/state';

const exchange: Exchange = {
  id: 7,
  kind: 'publish',
  direction: 'received',
  time: 0,
  client: shownName(turned),
  what: { text: visible(topic), cut: 0 },
  qos: 1,
  outcome: 'complete',
  detail: '',
  resends: 0,
  findings: 0,
};

test('a row is copied with its client and its topic as they are, in quotes where they would be several cells', () => {
  const names = { client: turned, topic, filters: [] };

  const copied = rowAsText(wholeExchange(exchange, names));
  const ofLong = rowAsText(
    wholeExchange({ ...exchange, client: shownName(long) }, { ...names, client: long }),
  );

  expect(copied).toBe(`7\t${turned}\t${topic}\tQ1\t–\tcomplete`);
  expect(ofLong).toBe(`7\t"${long}"\t${topic}\tQ1\t–\tcomplete`);
});

test('of a SUBSCRIBE the filters are as they are, as far as they are told', () => {
  const shown = { text: 'plant/\\u{200b}', cut: 3 };
  const row: Exchange = {
    ...exchange,
    kind: 'subscribe',
    what: shown,
    filters: [
      { filter: shown, asked: 1 },
      { filter: shown, asked: 0 },
    ],
  };

  const whole = wholeExchange(row, { client: turned, topic: '', filters: ['plant/\u200babc'] });

  expect(whole).toMatchObject({
    what: { text: 'plant/\u200babc', cut: 0 },
    filters: [{ filter: { text: 'plant/\u200babc', cut: 0 } }, { filter: shown }],
  });
});

test('a packet of another client says nothing of the client of the row', () => {
  const whole = wholeExchange(exchange, { client: 'other', topic, filters: [] });

  expect(whole.client).toBe(exchange.client);
});

test('only a row that shows a name otherwise than it is has to be asked for', () => {
  const plain = { ...exchange, client: 'press', what: { text: 'plant', cut: 0 } };

  expect([
    hidesNames(plain),
    hidesNames({ ...plain, client: shownName(turned) }),
    hidesNames({ ...plain, client: shownName(long) }),
    hidesNames({ ...plain, what: { text: 'plant', cut: 9 } }),
    hidesNames({ ...plain, filters: [{ filter: { text: visible(topic), cut: 0 } }] }),
  ]).toEqual([false, true, true, true, true]);
});
