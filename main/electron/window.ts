import { BrowserWindow, screen } from 'electron';
import { pageUrl } from './page-origin.ts';
import type { Placement } from './placement.ts';
import { minimumSize, place } from './placement.ts';

export interface WindowOptions {
  readonly preload: string;
  readonly remembered: Placement | undefined;
  /** Called after each change of its place has come to rest, and when it closes. */
  onPlaced(placement: Placement): void;
  log(text: string): void;
}

/** Milliseconds without a further change after which a place is worth remembering. */
const rest = 300;
/** Milliseconds that a page must have lived to be loaded again after it crashed. */
const crashPause = 5_000;

/** Opens a window on the page; it shows itself once there is something to see. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { isMaximized, isFullScreen, ...bounds } = place(options.remembered, displays());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Topicscope',
    show: false,
    fullscreen: isFullScreen,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  rememberPlace(window, options);
  loadAgainAfterCrash(window, options);
  window.loadURL(pageUrl).catch((error: unknown) => options.log(`The page did not load: ${String(error)}`));
  return window;
}

function displays() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function rememberPlace(window: BrowserWindow, { onPlaced }: WindowOptions): void {
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    const isMaximized = window.isMaximized();
    onPlaced({ ...window.getNormalBounds(), isMaximized, isFullScreen: window.isFullScreen() });
  };
  const tellSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(tell, rest);
  };
  window.on('resize', tellSoon);
  window.on('move', tellSoon);
  window.on('close', tell);
  window.on('closed', () => clearTimeout(timer));
}

function loadAgainAfterCrash(window: BrowserWindow, { log }: WindowOptions): void {
  let loadedAt = Date.now();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`The page of a window ended: ${reason}.`);
    const isFresh = Date.now() - loadedAt < crashPause;
    loadedAt = Date.now();
    if (reason !== 'clean-exit' && reason !== 'killed' && !isFresh) window.webContents.reload();
  });
}
