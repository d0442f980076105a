// Stands in for the module `electron`: the part of it that this app uses, over a real Chromium and real processes.
// docs/testing.md says what a run on it proves, and what it does not.
import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { App } from './app.ts';
import type { WindowOptions } from './browser-window.ts';
import { BaseWindow } from './browser-window.ts';
import { dialogs } from './dialog.ts';
import { ApplicationMenu } from './menu.ts';
import { ChannelMain } from './message-port-main.ts';
import { Protocol } from './protocol.ts';
import { UtilityProcess } from './utility-process.ts';
import { WebContents } from './web-contents.ts';

export const app = new App();
export const dialog = dialogs;
export const Menu = ApplicationMenu;
export const MessageChannelMain = ChannelMain;
export const utilityProcess = UtilityProcess;
export const ipcMain = new EventEmitter();
export const powerMonitor = new EventEmitter();
export const protocol = new Protocol(() => app.isReady());

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, bounds: workArea, workArea };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

/** Not asked here: a Chromium without anybody to ask refuses by itself. */
export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  },
};

let lastId = 0;
let isFirstPageFree = true;

/** Chromium begins with a page of its own, which becomes the first window. */
async function nextPage(): Promise<Page> {
  const context = app.browser?.context;
  if (context === undefined) throw new Error('Cannot create BrowserWindow before app is ready');
  const first = isFirstPageFree ? context.pages()[0] : undefined;
  isFirstPageFree = false;
  return first ?? context.newPage();
}

export class BrowserWindow extends BaseWindow {
  constructor(options: WindowOptions = {}) {
    lastId += 1;
    const preload = options.webPreferences?.['preload'];
    const contents = new WebContents({
      id: lastId,
      preload: typeof preload === 'string' ? preload : undefined,
      protocol,
      ipcMain,
    });
    super(options, { page: nextPage(), contents, onClosed: (window) => app.closed(window) });
    app.opened(this);
  }

  static getAllWindows(): BaseWindow[] {
    return [...app.windows];
  }

  static getFocusedWindow(): BaseWindow | null {
    return [...app.windows].at(-1) ?? null;
  }
}
