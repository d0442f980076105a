import { describe, expect, test } from 'vitest';
import type { FeedParams } from '../app/contract/contract-types.ts';
import { fakeWindow } from './testing/fake-window.ts';

const treeParams = (source: FeedParams<'tree'>['source']): FeedParams<'tree'> => ({
  source,
  filter: '',
  expansion: { base: 'closed', except: [] },
  from: 0,
  count: 50,
});

describe('a client over one port after another', () => {
  test('a call fails as lost while there is no port, and works on the next one', async () => {
    const window = fakeWindow();
    await window.until((state) => state.selection.source !== undefined);

    window.cut();
    await window.until(() => true);
    await window.now().countFromNow();
    const lost = window.now().notices.map((notice) => notice.message);
    window.open();
    await window.now().countFromNow();

    expect(lost).toEqual(['The engine is not there at the moment.']);
    expect(window.now().notices).toHaveLength(1);
  });

  test('a feed goes on over a new port with its latest parameters', async () => {
    const window = fakeWindow();
    const { selection } = await window.until((state) => state.selection.source !== undefined);
    const { source } = selection;
    if (source === undefined) throw new Error('no source');
    window.now().followTree(treeParams(source));
    const before = await window.until((state) => state.tree.value !== undefined);

    window.cut();
    window.now().followTree({ ...treeParams(source), expansion: { base: 'open', except: [] } });
    window.open();
    const after = await window.until((state) => (state.tree.value?.total ?? 0) > 50);

    expect(before.tree.value?.total).toBe(5);
    expect(after.tree.value?.rows.length).toBe(50);
  });
});
