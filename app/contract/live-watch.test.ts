import { expect, test } from 'vitest';
import { ReaderWatch } from './live-watch.ts';
import { numberOf, settingsNumbered } from './testing/fake-feed.ts';
import type { ClientMessage } from './wire.ts';

test('a value of an outdated update is not told, but credited at once', () => {
  const { watch, values, posted, credits } = setup();
  watch.update({});

  watch.arrived(0, settingsNumbered(1));
  watch.arrived(1, settingsNumbered(2));

  expect([values, credits.length]).toEqual([[2], 1]);
  expect(posted.map(({ kind }) => kind)).toEqual(['watch', 'update', 'taken']);
});

test('values of the windows before are told while the reader moves, but none from before an update', () => {
  const { watch, values } = setup();
  watch.update({});
  watch.move({});
  watch.move({});

  for (const update of [0, 1, 2, 3]) watch.arrived(update, settingsNumbered(update));

  expect(values).toEqual([1, 2, 3]);
});

test('the credit is given when the pace says so, and not after the stop', () => {
  const { watch, posted, credits } = setup();
  watch.arrived(0, settingsNumbered(1));
  credits.shift()?.();
  watch.arrived(0, settingsNumbered(2));

  watch.stop();
  credits.shift()?.();

  expect(posted.map(({ kind }) => kind)).toEqual(['watch', 'taken', 'unwatch']);
});

test('a value that does not fit the contract ends the watch loudly', () => {
  const { watch, posted, ends } = setup();

  watch.arrived(0, { settings: 1 });

  expect(ends).toEqual(['failed']);
  expect(posted.map(({ kind }) => kind)).toEqual(['watch', 'unwatch']);
});

test('a listener that throws does not keep the credit', () => {
  const { watch, credits } = setup(() => {
    throw new Error('in the page');
  });

  expect(() => watch.arrived(0, settingsNumbered(1))).toThrow('in the page');

  expect(credits).toHaveLength(1);
});

function setup(onValue?: () => void) {
  const values: (number | undefined)[] = [];
  const ends: string[] = [];
  const posted: ClientMessage[] = [];
  const credits: (() => void)[] = [];
  const watch = new ReaderWatch(
    'settings',
    {
      value: onValue ?? ((value) => values.push(numberOf(value))),
      ended: (error) => ends.push(error.code),
    },
    {
      id: 5,
      pace: (give) => credits.push(give),
      post: (message) => posted.push(message),
      forget: () => undefined,
    },
  );
  watch.begin({});
  return { watch, values, ends, posted, credits };
}
