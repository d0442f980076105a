import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { preventable } from './event.ts';
import type { WebContents } from './web-contents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowOptions extends Partial<Bounds> {
  readonly title?: string;
  readonly show?: boolean;
  readonly fullscreen?: boolean;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

/** What a window needs of the app that it belongs to. */
interface WindowTools {
  readonly page: Promise<Page>;
  readonly contents: WebContents;
  onClosed(window: BaseWindow): void;
}

/** Electron's BrowserWindow; its constructor's tools are bound in `electron.ts`. */
export class BaseWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #tools: WindowTools;
  readonly #opened: Promise<Page>;
  #bounds: Bounds;
  #isMaximized = false;
  #isMinimized = false;
  #isFullScreen: boolean;
  #isVisible: boolean;
  #isDestroyed = false;

  constructor(options: WindowOptions, tools: WindowTools) {
    super();
    refuseUnsafe(options.webPreferences ?? {});
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#tools = tools;
    this.webContents = tools.contents;
    this.id = tools.contents.id;
    this.#bounds = { x, y, width, height };
    this.#isFullScreen = options.fullscreen ?? false;
    this.#isVisible = options.show ?? true;
    this.#opened = this.#open();
  }

  async #open(): Promise<Page> {
    const page = await this.#tools.page;
    const { width, height } = this.#bounds;
    await page.setViewportSize({ width, height });
    await this.webContents.attach(page);
    page.on('close', () => this.#closed());
    return page;
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    await this.webContents.load(url);
    this.emit('ready-to-show');
  }

  /** Asks the window's listeners first, as a click on the cross does. */
  close(): void {
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    void this.#opened.then((page) => page.close());
    this.#closed();
  }

  #closed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('closed');
    this.#tools.onClosed(this);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getBounds(): Bounds {
    return this.#bounds;
  }

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    const { width, height } = this.#bounds;
    void this.#opened.then((page) => page.setViewportSize({ width, height }));
    this.emit('resize');
    this.emit('move');
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit('maximize');
    this.emit('resize');
  }

  unmaximize(): void {
    this.#isMaximized = false;
    this.emit('unmaximize');
    this.emit('resize');
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isFullScreen(): boolean {
    return this.#isFullScreen;
  }

  minimize(): void {
    this.#isMinimized = true;
  }

  restore(): void {
    this.#isMinimized = false;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
  }

  hide(): void {
    this.#isVisible = false;
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  focus(): void {
    this.emit('focus');
  }
}

function refuseUnsafe(preferences: Readonly<Record<string, unknown>>): void {
  const isSafe =
    preferences['sandbox'] === true &&
    preferences['contextIsolation'] === true &&
    preferences['nodeIntegration'] === false &&
    preferences['webviewTag'] === false;
  if (!isSafe) throw new Error('The double carries only sandboxed, isolated windows without Node.');
}
