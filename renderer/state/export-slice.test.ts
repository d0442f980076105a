import { expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';

async function setup() {
  const window = fakeWindow();
  await window.until((state) => state.selection.source !== undefined);
  return window;
}

test('a file is put together from its pieces, and what is in it is told', async () => {
  const { now } = await setup();

  const file = await now().exportFile('markdown', { kind: 'exchange', exchange: 7 });

  expect([file?.name, file?.blob.type, await file?.blob.text()]).toEqual([
    'topicscope.md',
    'text/markdown',
    'first second',
  ]);
  expect(now().exporting).toBeUndefined();
  expect(now().notices.map(({ message }) => message)).toEqual([
    'Saved as topicscope.md (6 packets, 3 exchanges)',
  ]);
});

test('how far it is shows meanwhile; stopped, there is no file, and another can be made', async () => {
  const { now, until } = await setup();

  const making = now().exportFile('pcapng', { kind: 'range' });
  const { exporting } = await until((state) => state.exporting?.progress !== undefined);
  const second = await now().exportFile('pcapng', { kind: 'range' });
  now().stopExport();

  expect([exporting?.fileName, second, await making, now().exporting]).toEqual([
    'topicscope.md',
    undefined,
    undefined,
    undefined,
  ]);
  expect(now().notices.map(({ message }) => message)).toEqual([
    'A file is being made already: wait for it, or stop it.',
  ]);
  expect((await now().exportFile('pcapng', { kind: 'range' }))?.name).toBe('topicscope.md');
});

test('where nothing matches there is no file, and that is told', async () => {
  const { now } = await setup();

  const file = await now().exportFile('pcapng', { kind: 'list', filter: 'client:nobody', deliveries: false });

  expect(file).toBeUndefined();
  expect(now().notices.map(({ message }) => message)).toEqual(['Nothing matches: no file was saved.']);
});
