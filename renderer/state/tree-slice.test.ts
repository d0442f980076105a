import { describe, expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';
import { sourceFilter } from './filter-slice.ts';
import { selectedTopic } from './selection-state.ts';
import { treeExpansion } from './tree-slice.ts';

async function setup() {
  const window = fakeWindow();
  await window.until((state) => state.selection.source !== undefined);
  return window;
}

describe('the filter of the tree', () => {
  test('a topic filter that is wrong is shown but not applied', async () => {
    const { now } = await setup();

    for (const typed of ['topic:plant/#', 'topic:plant/#/', 'topic:plant/#/x']) now().typeFilter(typed);

    expect(sourceFilter(now())).toMatchObject({ typed: 'topic:plant/#/x', text: 'topic:plant/#' });
  });

  test('text without wildcards is looked for as it stands', async () => {
    const { now } = await setup();

    now().typeFilter('line-1/pr');

    expect(sourceFilter(now()).text).toBe('line-1/pr');
  });

  test('everything that leads to a match is open, and what was open before comes back', async () => {
    const { now } = await setup();
    const before = treeExpansion(now());

    now().typeFilter('energy');
    const during = treeExpansion(now());
    now().typeFilter('');

    expect([before.base, during.base, treeExpansion(now())]).toEqual(['closed', 'open', before]);
  });

  test('stepping selects the matches one after the other, in both directions', async () => {
    const { now } = await setup();
    const steps: (string | undefined)[] = [];

    now().typeFilter('line-1');
    for (const towards of ['next', 'next', 'previous'] as const) {
      await now().stepMatch(towards);
      steps.push(selectedTopic(now())?.topic);
    }

    expect(steps).toEqual([
      'plant-7/line-1/conveyor/telemetry',
      'plant-7/line-1/oven/telemetry',
      'plant-7/line-1/conveyor/telemetry',
    ]);
  });

  test('what was found is brought on screen again when the filter goes', async () => {
    const { now, until } = await setup();
    now().typeFilter('line-1/oven');
    await now().stepMatch('next');
    const { reveal } = now().tree;

    now().typeFilter('');
    await until((state) => state.tree.reveal > reveal);

    expect(treeExpansion(now()).except).toHaveLength(3);
  });
});
