import { describe, expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';
import { readPlace } from './place.ts';
import { placeOf } from './place-slice.ts';
import { selectedTopic } from './selection-state.ts';

/** A window whose page was loaded again, with what was kept. */
async function loadedAgain(kept: string) {
  const window = fakeWindow();
  const place = readPlace(kept);
  if (place !== undefined) window.now().returnTo(place);
  await window.until(({ selection }) => selection.source !== undefined);
  return window;
}

describe('a page that is loaded again', () => {
  test('is where it was: screen, tabs, source, topic, row, filters and exchange', async () => {
    const first = fakeWindow();
    const { sources } = await first.until((state) => state.sources.all.length > 1);
    first.now().chooseSource(sources.all[1]?.id);
    first.now().chooseSource(sources.all[0]?.id);
    await first.now().goToTopic('plant-7/line-1/press/telemetry');
    first.now().selectMessage(7);
    first.now().typeFilter('plant-7/#');
    first.now().typeTraceFilter('client:plc');
    first.now().chooseExchange(88_214);
    first.now().showTraceTab('findings');
    first.now().showInspectorTab('qos');
    first.now().showBrokerTab('retained');
    first.now().toggleDeliveries();
    first.now().toggleLab();
    first.now().showScreen('trace');
    const kept = JSON.stringify(placeOf(first.now()));

    const again = await loadedAgain(kept);
    await again.until((state) => state.selection.sequence !== undefined);

    expect(JSON.stringify(placeOf(again.now()))).toBe(kept);
    expect(selectedTopic(again.now())).toMatchObject({ topic: 'plant-7/line-1/press/telemetry' });
    expect(again.now().tree.views['broker']?.filteredExpansion.base).toBe('open');
  });

  test('keeps the place for the next time while its source is not there yet', () => {
    const window = fakeWindow();
    const place = readPlace('{"screen":"trace","source":"broker","filter":"a/#"}');
    if (place === undefined) throw new Error('no place');

    window.now().returnTo(place);

    expect([window.now().screen, placeOf(window.now())]).toEqual(['trace', place]);
  });

  test('whose source and topic are gone shows what there is', async () => {
    const gone = await loadedAgain(
      '{"screen":"explore","source":"gone","topic":{"name":"a","isBranch":false}}',
    );
    const without = await loadedAgain('{"source":"broker","topic":{"name":"never/seen","isBranch":false}}');

    expect([gone.now().selection.source, selectedTopic(gone.now())]).toEqual(['broker', undefined]);
    expect([without.now().selection.source, selectedTopic(without.now())]).toEqual(['broker', undefined]);
  });
});

describe('what is kept of a place', () => {
  test('is nothing where it cannot be read', () => {
    const kept = ['', '{', 'null', '7', '"trace"', `{"screen":"trace","x":"${'x'.repeat(400_000)}"}`];

    expect(kept.map(readPlace)).toEqual(kept.map(() => undefined));
  });

  test('is what this version knows of it', () => {
    const kept = {
      screen: 'rooms',
      source: '../../etc',
      topic: { name: 7 },
      message: -1,
      filter: 'x'.repeat(100_000),
      inspectorTab: 'toString',
      traceTab: 'findings',
      exchange: 1.5,
      isToScale: 'yes',
      brokerTab: {},
      __proto__: null,
    };

    expect(readPlace(JSON.stringify(kept))).toEqual({
      screen: 'explore',
      source: undefined,
      topic: undefined,
      message: undefined,
      filter: '',
      inspectorTab: 'payload',
      traceTab: 'findings',
      traceFilter: '',
      exchange: undefined,
      isToScale: false,
      hasDeliveries: false,
      hasLab: false,
      brokerTab: undefined,
    });
  });
});
