import { expect, test } from 'vitest';
import { menuTemplate } from './menu.ts';

const actions = { command: () => undefined, openWindow: () => undefined };

function tops(platform: string) {
  return menuTemplate(platform, actions).map(({ role, label }) => role ?? label);
}

function rolesIn(platform: string): string {
  return JSON.stringify(menuTemplate(platform, actions));
}

test('macOS has the menu of the app first; elsewhere Quit stands under File', () => {
  expect([tops('darwin'), tops('linux')]).toEqual([
    ['appMenu', '&File', 'editMenu', '&View', '&Go', 'windowMenu'],
    ['&File', 'editMenu', '&View', '&Go', 'windowMenu', 'help'],
  ]);
  expect(['darwin', 'linux', 'win32'].map((platform) => rolesIn(platform).split('"quit"').length)).toEqual([
    2, 2, 2,
  ]);
});

test('the settings stand once on every platform', () => {
  expect(
    ['darwin', 'linux', 'win32'].map((platform) => rolesIn(platform).split('"screen.settings"').length),
  ).toEqual([2, 2, 2]);
});

test('an item runs its command; its shortcut is shown and left to the page', () => {
  const commands: string[] = [];
  const template = menuTemplate('linux', { ...actions, command: (id) => commands.push(id) });
  const view = template.find(({ label }) => label === '&View')?.submenu;
  const palette = Array.isArray(view) ? view.find(({ id }) => id === 'shell.palette') : undefined;

  Reflect.apply(palette?.click ?? (() => undefined), undefined, []);

  expect([commands, palette?.registerAccelerator]).toEqual([['shell.palette'], false]);
});
