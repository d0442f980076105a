import { expect, test } from 'vitest';
import type { Exchange } from './row-texts.ts';
import {
  briefOutcome,
  connectionDetail,
  outcomeMeaning,
  outcomeSentence,
  outcomeText,
  outcomeWord,
  qosText,
  rowAsText,
  tookText,
  weightOf,
  whatText,
} from './row-texts.ts';

const exchange: Exchange = {
  id: 88_214,
  kind: 'publish',
  direction: 'received',
  time: 0,
  client: 'press-plc-1',
  what: { text: 'plant/alarm', cut: 0 },
  qos: 2,
  outcome: 'complete',
  detail: '',
  resends: 0,
  findings: 0,
};

test('the outcome is briefer where there is little room, but for one that is short', () => {
  const deliveries = { done: 1, waiting: 0, failed: 1, total: 2 };

  expect([
    briefOutcome({ ...exchange, outcome: 'in-flight', awaiting: 'pubcomp' }),
    briefOutcome({ ...exchange, deliveries }),
    briefOutcome({ ...exchange, outcome: 'resent' }),
    briefOutcome({ ...exchange, outcome: 'refused', deliveries }),
    briefOutcome(exchange),
  ]).toEqual([
    { text: 'PUBCOMP', awaits: true },
    { text: '1 of 2 failed', awaits: false },
    { text: 'resent', awaits: false },
    undefined,
    undefined,
  ]);
});

test('QoS says what a message came with and what it was delivered with; others say what was answered', () => {
  const subscribe: Exchange = { ...exchange, kind: 'subscribe', qos: undefined };
  const filter = { filter: { text: 'plant/#', cut: 0 }, asked: 2 } as const;
  const refusedFor = { code: 0x87, name: 'Not authorized' };

  expect([
    qosText(exchange),
    qosText({ ...exchange, deliveredQos: 1 }),
    qosText({ ...subscribe, filters: [filter] }),
    qosText({ ...subscribe, filters: [{ ...filter, granted: 1 }] }),
    qosText({ ...subscribe, filters: [{ ...filter, reason: refusedFor }, filter], reason: refusedFor }),
    qosText({ ...subscribe, kind: 'connect', reason: { code: 0x85, name: 'Client Identifier not valid' } }),
    qosText({ ...subscribe, kind: 'ping' }),
  ]).toEqual(['Q2', 'Q2→Q1', 'Q2', 'Q2→Q1', 'Q2→0x87 …', '0x85', '–']);
});

test('the outcome names what is awaited, and why something was refused', () => {
  const refused: Exchange = {
    ...exchange,
    outcome: 'refused',
    reason: { code: 0x85, name: 'Client Identifier not valid' },
  };

  expect([
    outcomeText({ ...exchange, outcome: 'in-flight', awaiting: 'pubcomp' }),
    outcomeText(refused),
    outcomeText({ ...refused, reason: { code: 0x91, name: 'Packet Identifier in use' } }),
    outcomeText({ ...exchange, outcome: 'resent' }),
  ]).toEqual([
    'awaiting PUBCOMP',
    'client identifier not valid',
    'packet identifier in use',
    'resent on resume',
  ]);
});

test('a message that was taken but not delivered to all says so', () => {
  const to = (done: number, waiting: number, failed: number): Exchange => ({
    ...exchange,
    deliveries: { total: 2, done, waiting, failed },
  });
  const all = [to(2, 0, 0), to(1, 1, 0), to(0, 1, 1)];

  expect(all.map((one) => [outcomeText(one), weightOf(one)])).toEqual([
    ['complete', 'good'],
    ['1 of 2 waiting', 'watch'],
    ['1 of 2 not delivered', 'bad'],
  ]);
});

test('a delivery that ended with its session says so', () => {
  const abandoned = { ...exchange, kind: 'delivery', outcome: 'abandoned' } as const;
  const details = ['Session lost: it has ended.', 'Its packet identifier was used again.'];

  expect(details.map((detail) => outcomeText({ ...abandoned, detail }))).toEqual([
    'abandoned, session lost',
    'abandoned',
  ]);
});

test('below the steps of a goodbye stands what becomes of the will', () => {
  const detail = 'Its will is discarded [MQTT-3.14.4-3].';

  expect([
    connectionDetail({ kind: 'disconnect', detail }),
    connectionDetail({ kind: 'publish', detail }),
  ]).toEqual([detail, '']);
});

test('a filter by outcome finds what the row says', () => {
  const counts = { total: 2, done: 1, waiting: 0, failed: 0 };

  expect([
    outcomeWord({ outcome: 'refused' }),
    outcomeWord({ outcome: 'complete', deliveries: counts }),
    outcomeWord({ outcome: 'complete', deliveries: { ...counts, waiting: 1 } }),
    outcomeWord({ outcome: 'complete', deliveries: { ...counts, failed: 1 } }),
  ]).toEqual(['refused', 'complete', 'waiting', 'not-delivered']);
});

test('the end of a connection says what becomes of the will', () => {
  const end = { ...exchange, kind: 'disconnect' } as const;

  expect([
    outcomeText({ ...end, will: { is: 'discarded' } }),
    outcomeText({ ...end, kind: 'loss', outcome: 'abandoned', will: { is: 'due', seconds: 90 } }),
    outcomeText({ ...end, will: { is: 'due' } }),
  ]).toEqual(['will discarded', 'abandoned, will to be published in 1:30 min', 'will to be published']);
});

test('a goodbye that says what is wrong says so as its outcome, which is no good one', () => {
  const reason = { code: 0x8e, name: 'Session taken over' };
  const end: Exchange = { ...exchange, kind: 'disconnect', qos: undefined, reason };
  const all = [end, { ...end, will: { is: 'due' } } as const];

  expect(all.map((one) => [qosText(one), outcomeText(one), weightOf(one)])).toEqual([
    ['–', '0x8E session taken over', 'bad'],
    ['–', '0x8E session taken over, will to be published', 'bad'],
  ]);
});

test('on hover the outcome says all that is known', () => {
  const deliveries = { total: 3, done: 1, waiting: 1, failed: 1 };

  expect(
    outcomeSentence({ ...exchange, outcome: 'dropped', detail: 'queue full', resends: 1, deliveries }),
  ).toBe('dropped · queue full · sent again once · delivered to 1 of 3 subscribers · 1 waiting · 1 failed');
});

test('of a SUBSCRIBE it says what was asked and granted for each filter', () => {
  const filters: Exchange['filters'] = [
    { filter: { text: 'plant/#', cut: 0 }, asked: 2, granted: 1 },
    { filter: { text: 'secret', cut: 0 }, asked: 0, reason: { code: 0x87, name: 'Not authorized' } },
  ];

  expect(outcomeSentence({ ...exchange, kind: 'subscribe', qos: undefined, filters, filtersCut: 3 })).toBe(
    'complete · plant/#: asked for QoS 2, granted QoS 1 · secret: asked for QoS 0, 0x87 Not authorized · 3 more filters',
  );
});

test('a row is copied with tabs between its cells', () => {
  expect(rowAsText({ ...exchange, took: 5_005_000 })).toBe(
    '88214\tpress-plc-1\tplant/alarm\tQ2\t5,005 ms\tcomplete',
  );
  expect([whatText({ ...exchange, kind: 'subscribe' }), tookText(exchange)]).toEqual([
    'SUBSCRIBE plant/alarm',
    '–',
  ]);
});

test('what is not over has not taken any time yet', () => {
  const outcomes = ['complete', 'held', 'in-flight', 'queued', 'abandoned'] as const;

  expect(outcomes.map((outcome) => tookText({ took: 1_200, outcome }))).toEqual([
    ...['1.2 ms', '–', '–', '–', '1.2 ms'],
  ]);
});

test('a message that cannot be read has no topic, and is still named', () => {
  const nothing = { text: '', cut: 0 };

  expect(whatText({ ...exchange, what: nothing })).toBe('PUBLISH');
});

test('what an outcome means is said as in the table of outcomes', () => {
  expect(outcomeMeaning({ outcome: 'broken' })).toBe(
    'protocol error: A packet violates the protocol; the clause is said.',
  );
  const deliveries = { total: 2, done: 1, waiting: 0, failed: 1 };
  expect(outcomeMeaning({ outcome: 'complete', deliveries })).toBe(
    '1 of 2 not delivered; for its publisher complete: Every packet that the handshake needs has crossed.',
  );
  expect(
    outcomeMeaning({ outcome: 'complete', deliveries: { total: 1, done: 0, waiting: 1, failed: 0 } }),
  ).toBe('1 of 1 waiting; for its publisher complete: Every packet that the handshake needs has crossed.');
});
