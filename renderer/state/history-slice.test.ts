import { describe, expect, test } from 'vitest';
import type { HistoryParams } from '../../app/contract/areas/history.ts';
import { fakeWindow } from '../testing/fake-window.ts';

async function setup() {
  const window = fakeWindow();
  const { selection } = await window.until((state) => state.selection.source !== undefined);
  if (selection.source === undefined) throw new Error('no source');
  const params: HistoryParams = {
    source: selection.source,
    node: undefined,
    branch: true,
    window: { at: 'end', count: 20 },
  };
  window.now().followHistory(params);
  await window.until((state) => state.history.value !== undefined);
  return { ...window, params };
}

describe('the history on screen', () => {
  test('while it is held, what comes is counted and the newest message stays the same', async () => {
    const { now, pass, until } = await setup();
    const { newest } = now().history;
    const end = now().history.value?.end ?? 0;

    now().toggleHold();
    pass();
    const held = await until((state) => (state.history.value?.end ?? 0) > end);

    expect(held.history).toMatchObject({ mode: 'held', heldEnd: end, newest });
  });

  test('scrolling further does not forget where it began to stand still', async () => {
    const { now, pass, until } = await setup();
    const end = now().history.value?.end ?? 0;

    now().setHistoryMode('scrolled');
    pass();
    await until((state) => (state.history.value?.end ?? 0) > end);
    now().setHistoryMode('scrolled');

    expect(now().history.heldEnd).toBe(end);
  });

  test('another selection begins anew, and live', async () => {
    const { now, until, params } = await setup();
    now().toggleHold();

    now().followHistory({ ...params, source: params.source, branch: false });

    expect(now().history).toMatchObject({ value: undefined, newest: undefined, mode: 'live' });
    await until((state) => state.history.value !== undefined);
  });
});
