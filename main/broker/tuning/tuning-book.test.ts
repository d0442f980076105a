import { expect, test } from 'vitest';
import { defaultTuning, tuningRules } from '../../../app/contract/areas/broker/tuning.ts';
import { TuningBook } from './tuning-book.ts';

const anna = { listener: 'tcp', clientId: 'sensor-1', userName: 'anna' };

test('each layer changes what it names: broker, listener, first client rule that fits', () => {
  const book = new TuningBook(
    tuningRules.parse({
      broker: { maximumQos: 1, receiveMaximum: 10, serverKeepAlive: 60 },
      listeners: { tcp: { receiveMaximum: 20, serverKeepAlive: 'client' }, ws: { maximumQos: 0 } },
      clients: [
        { clientId: 'sensor-*', userName: 'bob', topicAliasMaximum: 1 },
        { clientId: 'sensor-*', topicAliasMaximum: 2 },
        { userName: 'anna', topicAliasMaximum: 3 },
      ],
    }),
  );

  expect(book.of(anna)).toEqual({
    ...defaultTuning,
    maximumQos: 1,
    receiveMaximum: 20,
    topicAliasMaximum: 2,
  });
});

test('a rule that names a user is not for a client without one', () => {
  const book = new TuningBook(tuningRules.parse({ clients: [{ userName: '*', maximumQos: 0 }] }));

  expect(book.of({ ...anna, userName: undefined })).toEqual(defaultTuning);
});

test('clients that are tuned alike share one frozen object, until the rules change', () => {
  const book = new TuningBook(tuningRules.parse({}));
  const first = book.of(anna);
  const second = book.of({ ...anna, listener: 'toString', clientId: 'other' });

  book.rules = tuningRules.parse({ broker: { maximumQos: 0 } });

  expect(second).toBe(first);
  expect(Object.isFrozen(first)).toBe(true);
  expect(book.of(anna)).toEqual({ ...defaultTuning, maximumQos: 0 });
});

test('the largest packet is that of the most generous layer', () => {
  const book = new TuningBook(
    tuningRules.parse({
      broker: { maximumPacketSize: 1000 },
      clients: [{ clientId: 'camera', maximumPacketSize: 90_000 }],
    }),
  );

  expect(book.largestPacket).toBe(90_000);
});

test.each(['', 'a/#/b', 'a+'])('the refused filter "%s" is no filter, and that is said', (filter) => {
  const wrong = { broker: { refusedFilters: [{ filter, reasonCode: 0x87 }] } };

  const issue = tuningRules.safeParse(wrong).error?.issues[0];

  expect([issue?.path.join('.'), issue?.message]).toEqual([
    'broker.refusedFilters.0.filter',
    'a topic filter is needed',
  ]);
});
