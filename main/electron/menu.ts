import type { MenuItemConstructorOptions } from 'electron';

interface MenuActions {
  /** Runs a command of the page in the window that has the focus. */
  command(id: string): void;
  openWindow(): void;
}

/**
 * The application menu: the platform's own roles, and commands of the page. The page handles their shortcuts itself,
 * so that they are the same in a browser; the menu shows them.
 */
export function menuTemplate(platform: string, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const item = (label: string, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => actions.command(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const settings = item('Settings…', 'screen.settings', 'CmdOrCtrl+,');
  const separator: MenuItemConstructorOptions = { type: 'separator' };

  const macApp: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.openWindow() },
      separator,
      item('New Connection…', 'sources.add'),
      item('Embedded Broker…', 'connect.broker'),
      item('Connect', 'sources.open'),
      item('Disconnect', 'sources.close'),
      separator,
      ...(isMac ? [] : [settings, separator]),
      { role: 'close' },
      ...(isMac ? [] : [{ role: 'quit' } as const]),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      item('Command Palette…', 'shell.palette', 'CmdOrCtrl+K'),
      item('Explore', 'screen.explore', 'CmdOrCtrl+1'),
      separator,
      item('Dark Theme', 'theme.dark'),
      item('Light Theme', 'theme.light'),
      item('Theme of the System', 'theme.system'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      { role: 'toggleDevTools' },
    ],
  };
  const go: MenuItemConstructorOptions = {
    label: '&Go',
    submenu: [
      item('Topic Tree', 'go.tree', 'Alt+1'),
      item('History', 'go.history', 'Alt+2'),
      item('Inspector', 'go.inspector', 'Alt+3'),
      item('Composer', 'go.composer', 'Alt+4'),
      separator,
      item('Next Source', 'sources.next', 'Alt+PageDown'),
      item('Previous Source', 'sources.previous', 'Alt+PageUp'),
    ],
  };
  const help: MenuItemConstructorOptions = { role: 'help', submenu: [{ role: 'about' }] };
  const common = [file, { role: 'editMenu' } as const, view, go, { role: 'windowMenu' } as const];
  return isMac ? [macApp, ...common] : [...common, help];
}
