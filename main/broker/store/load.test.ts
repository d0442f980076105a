import { expect, test } from 'vitest';
import { blindObserver } from '../../capture/blind-observer.ts';
import { openAccess } from '../access/access.ts';
import { defaultConfig } from '../config/broker-config.ts';
import { makeCore } from '../core.ts';
import { TestTime } from '../testing/test-time.ts';
import { Journal } from './journal.ts';
import { load } from './load.ts';
import { Restore } from './restore.ts';
import type { StoreEvents } from './store-client.ts';

test('a store that ends while it is read is an error, not a wait', async () => {
  const time = new TestTime();
  const log = () => undefined;
  const needs = { clock: time, timers: time, random: Math.random, log, changed: () => undefined };
  const core = makeCore({ ...needs, observer: blindObserver, access: openAccess, settings: defaultConfig });
  let events: StoreEvents | undefined;
  const store = {
    listen: (told: StoreEvents) => {
      events = told;
    },
    more: () => events?.problem('The store of sessions ended.'),
    damaged: () => undefined,
    commit: () => undefined,
    close: async () => undefined,
  };
  const journal = new Journal({ store, clock: time, log, notice: undefined });

  await expect(load(store, journal, new Restore(core, journal))).rejects.toThrow(
    'The store of sessions ended.',
  );
});
