import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WindowState } from './window-state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'topicscope-window-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const placement = { x: 1, y: 2, width: 900, height: 700, isMaximized: false, isFullScreen: false };

function open(log: (text: string) => void = () => undefined) {
  return WindowState.open({ file: join(folder, 'window.json'), now: () => 7, log });
}

test('the latest place is there after the next start', async () => {
  const state = await open();
  for (let x = 0; x < 100; x += 1) state.remember({ placement: { ...placement, x } });
  state.remember({ knowsCaptureGoesOn: true });
  await state.flush();

  const again = await open();

  expect([again.placement, again.knowsCaptureGoesOn]).toEqual([{ ...placement, x: 99 }, true]);
});

test('a broken file is kept aside and said', async () => {
  writeFileSync(join(folder, 'window.json'), '{"placement": 3}');
  const said: string[] = [];

  const state = await open((text) => said.push(text));

  expect([state.placement, said.length, readdirSync(folder)]).toEqual([
    undefined,
    1,
    ['window.json.broken-7'],
  ]);
  expect(readFileSync(join(folder, 'window.json.broken-7'), 'utf8')).toBe('{"placement": 3}');
});
