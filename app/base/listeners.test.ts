import { expect, test } from 'vitest';
import { Listeners } from './listeners.ts';

test('each listener is told until it is taken off', () => {
  const listeners = new Listeners();
  const told: string[] = [];
  const takeOff = listeners.add(() => told.push('first'));
  listeners.add(() => told.push('second'));

  listeners.tell();
  takeOff();
  listeners.tell();

  expect(told).toEqual(['first', 'second', 'second']);
});

test('one that is added or taken off while all are told leaves this round as it was', () => {
  const listeners = new Listeners();
  const told: string[] = [];
  listeners.add(() => {
    told.push('first');
    takeOff();
    listeners.add(() => told.push('late'));
  });
  const takeOff = listeners.add(() => told.push('second'));

  listeners.tell();

  expect(told).toEqual(['first', 'second']);
});

test('there are none before the first and after the last', () => {
  const listeners = new Listeners();
  const before = listeners.isEmpty;
  listeners.add(() => undefined);
  const between = listeners.isEmpty;
  listeners.clear();

  expect([before, between, listeners.isEmpty]).toEqual([true, false, true]);
});
