import { expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';
import { traceFilter } from './trace-filter-slice.ts';
import { chosenExchange } from './trace-slice.ts';

test('the trace of a packet opens on the Trace screen, with the packet if it is asked for', async () => {
  const window = fakeWindow();
  await window.until((state) => state.selection.source !== undefined);

  await window.now().showTraceOf(88_214, { opensPacket: true });

  const { screen, trace } = window.now();
  expect([screen, trace.tab, trace.packet?.sequence, chosenExchange(window.now())]).toEqual([
    'trace',
    'sequence',
    88_214,
    88_214,
  ]);
});

test('another exchange closes the packet that was open, the same one does not', async () => {
  const window = fakeWindow();
  await window.until((state) => state.selection.source !== undefined);
  await window.now().showTraceOf(88_214, { opensPacket: true });

  window.now().chooseExchange(88_214);
  const kept = window.now().trace.packet;
  window.now().chooseExchange(88_210);

  expect([kept?.sequence, window.now().trace.packet]).toEqual([88_214, undefined]);
});

test('each source keeps the exchange and the filter that it was left with', async () => {
  const window = fakeWindow();
  const { sources } = await window.until((state) => state.sources.all.length > 1);
  window.now().chooseExchange(7);
  window.now().typeTraceFilter('client:plc');

  window.now().chooseSource(sources.all[1]?.id);
  const other = [chosenExchange(window.now()), traceFilter(window.now()).text];
  window.now().chooseSource(sources.all[0]?.id);

  expect(other).toEqual([undefined, '']);
  expect([chosenExchange(window.now()), traceFilter(window.now()).text]).toEqual([7, 'client:plc']);
});

test('a client of the broker leads to its exchanges, from whatever source is looked at', async () => {
  const window = fakeWindow();
  const { sources } = await window.until((state) => state.sources.all.length > 1);
  window.now().chooseSource(sources.all[1]?.id);

  window.now().showTraceOfClient('press plc');

  const { selection, screen } = window.now();
  expect([selection.source, screen, traceFilter(window.now()).text]).toEqual([
    'broker',
    'trace',
    'client:"press plc"',
  ]);
});

test('rows that come while the list stands still are new, and do not move its end', async () => {
  const window = fakeWindow();
  const { selection } = await window.until((state) => state.selection.source !== undefined);
  const { source } = selection;
  if (source === undefined) throw new Error('no source');
  window.now().followTraceList({ source, deliveries: false, window: { at: 'end', count: 20 } });
  await window.until((state) => state.traceList.value !== undefined);

  window.now().toggleTraceHold();
  const { heldEnd } = window.now().traceList;
  window.pass();
  const { traceList } = await window.until((state) => (state.traceList.value?.end ?? 0) > heldEnd);

  expect([traceList.mode, traceList.heldEnd, heldEnd]).toEqual(['held', 0, 0]);
});
