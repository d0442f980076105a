import { describe, expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';
import { inspectedSequence } from './selection-slice.ts';
import { selectedTopic } from './selection-state.ts';

async function setup() {
  const window = fakeWindow();
  await window.until((state) => state.selection.source !== undefined);
  return window;
}

describe('what is selected', () => {
  test('a topic tells its whole name and opens what leads to it', async () => {
    const { now } = await setup();

    await now().goToTopic('plant-7/line-1/press/telemetry');

    expect(selectedTopic(now())).toMatchObject({
      topic: 'plant-7/line-1/press/telemetry',
      isBranch: false,
      hasMessages: true,
    });
    expect(now().tree.views['broker']?.expansion.except).toHaveLength(3);
  });

  test('a topic drives the composer until the user types one', async () => {
    const { now } = await setup();

    await now().goToTopic('plant-7/energy');
    const followed = now().composer.topic;
    now().typeTopic('my/own');
    await now().goToTopic('zigbee2mqtt/hall_plug');

    expect([followed, now().composer.topic]).toEqual(['plant-7/energy', 'my/own']);
  });

  test('a tab comes back with the topic it was left with', async () => {
    const { now } = await setup();
    const [first, second] = now().sources.all;

    await now().goToTopic('plant-7/energy');
    now().chooseSource(second?.id);
    const elsewhere = selectedTopic(now());
    now().chooseSource(first?.id);

    expect([elsewhere, selectedTopic(now())?.topic]).toEqual([undefined, 'plant-7/energy']);
  });

  test('what is told of a topic after another source was chosen is not offered for publishing there', async () => {
    const { now } = await setup();
    const [first, second] = now().sources.all;
    await now().goToTopic('plant-7/energy');
    const selected = selectedTopic(now());
    now().selectNothing();

    const selecting = selected && now().selectNode(selected.node, 0);
    now().chooseSource(second?.id);
    await selecting;
    const elsewhere = now().composer.topic;
    now().chooseSource(first?.id);

    expect([elsewhere, now().composer.topic]).toEqual(['', 'plant-7/energy']);
  });

  test('a topic that is found after another source was chosen is not looked for in the tree of that one', async () => {
    const { now } = await setup();
    const [, second] = now().sources.all;

    const going = now().goToTopic('plant-7/energy');
    now().chooseSource(second?.id);
    await going;

    expect([selectedTopic(now()), now().tree.reveal]).toEqual([undefined, 0]);
  });

  test('another source does not get the topic that the composer took from the one before', async () => {
    const { now } = await setup();
    const [first, second] = now().sources.all;

    await now().goToTopic('plant-7/energy');
    now().chooseSource(second?.id);
    const elsewhere = now().composer.topic;
    now().chooseSource(first?.id);

    expect([elsewhere, now().composer.topic]).toEqual(['', 'plant-7/energy']);
  });

  test('the level above is a branch', async () => {
    const { now } = await setup();

    await now().goToTopic('plant-7/line-1/press/telemetry');
    await now().goToParent();

    expect(selectedTopic(now())).toMatchObject({ topic: 'plant-7/line-1/press', isBranch: true });
  });

  test('the inspector shows the chosen row, else the newest message of the topic', async () => {
    const { now, until } = await setup();
    await now().goToTopic('plant-7/energy');
    const { source } = now().selection;
    const node = selectedTopic(now())?.node;
    if (source === undefined || node === undefined) throw new Error('nothing selected');

    now().followHistory({ source, node, branch: false, window: { at: 'end', count: 10 } });
    const state = await until(({ history }) => history.value !== undefined);
    const newest = state.history.value?.rows.findLast((row) => row.kind === 'message')?.sequence;

    expect(inspectedSequence(state)).toBe(newest);
    now().selectMessage(7);
    expect(inspectedSequence(now())).toBe(7);
  });
});
