import { expect, test } from 'vitest';
import type { Failure } from '../../app/contract/answer.ts';
import { failure } from '../../app/contract/answer.ts';
import { defaultSettings } from '../../app/contract/areas/settings.ts';
import { defaultThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import type { Client } from '../../app/contract/connect.ts';
import type { NoticesSlice } from './notices-slice.ts';
import { noticesSlice } from './notices-slice.ts';
import type { SettingsSlice } from './settings-slice.ts';
import { settingsSlice } from './settings-slice.ts';

type State = SettingsSlice & NoticesSlice;

/** A slice whose calls are answered in turn, each when it is asked to be. */
function setup() {
  const asked: PromiseWithResolvers<Failure>[] = [];
  const client: Client = {
    call: () => {
      const answer = Promise.withResolvers<Failure>();
      asked.push(answer);
      return answer.promise;
    },
    watch: () => {
      throw new Error('nobody watches here');
    },
  };
  const tools = {
    client,
    set: (change: Partial<State>) => {
      state = { ...state, ...change };
    },
    get: () => state,
  };
  let state: State = { ...noticesSlice(tools), ...settingsSlice(tools) };
  return { now: tools.get, answer: (index: number, given: Failure) => asked[index]?.resolve(given) };
}

test('a change that did not get through is taken back, and another one that was made meanwhile stays', async () => {
  const { now, answer } = setup();
  const first = now().changeSettings({ theme: 'light' });
  void now().changeSettings({ density: 'comfortable' });

  answer(0, failure('lost', 'The engine is gone.'));
  const isKept = await first;

  expect(isKept).toBe(false);
  expect(now().settings).toEqual({ ...defaultSettings, density: 'comfortable' });
  expect(now().notices).toMatchObject([{ kind: 'error', message: 'The engine is gone.' }]);
});

test('sizes of panes and thresholds stand beside those that are there', async () => {
  const { now } = setup();
  void now().changeSettings({ panes: { explore: [70, 30] }, findingThresholds: { lateSeconds: 5 } });
  void now().changeSettings({ panes: { trace: [50, 50] }, findingThresholds: { takeovers: 4 } });

  const { panes, findingThresholds } = now().settings;

  expect(panes).toEqual({ explore: [70, 30], trace: [50, 50] });
  expect(findingThresholds).toEqual({ ...defaultThresholds, lateSeconds: 5, takeovers: 4 });
});

test('a change that is in force though it could not be written is shown as it is', async () => {
  const { now, answer } = setup();
  const changed = now().changeSettings({ theme: 'light' });

  answer(0, failure('failed', 'The settings are in force but could not be written: no room.'));
  await changed;

  expect(now().settings.theme).toBe('light');
  expect(now().notices).toHaveLength(1);
});
