import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from './browser.ts';
import { launchBrowser } from './browser.ts';
import type { BaseWindow } from './browser-window.ts';
import { preventable } from './event.ts';
import { lockInstance } from './single-instance.ts';
import { UtilityProcess } from './utility-process.ts';

/** Electron's `app`: its life from ready to quit. */
export class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #windows = new Set<BaseWindow>();
  readonly #paths = new Map([['userData', join(tmpdir(), 'topicscope-double')]]);
  readonly #evaluated = Promise.withResolvers<void>();
  readonly #ready: Promise<void>;
  #browser: Browser | undefined;
  #isQuitting = false;

  constructor() {
    super();
    this.#ready = this.#evaluated.promise.then(async () => {
      this.#browser = await launchBrowser(this.getPath('userData'), process.env['DOUBLE_CHROMIUM']);
      Object.defineProperty(process.versions, 'chrome', { value: this.#browser.version });
      this.emit('ready');
    });
  }

  /** The app's main module has been evaluated: only then does Electron become ready. */
  codeLoaded(): void {
    this.#evaluated.resolve();
  }

  get browser(): Browser | undefined {
    return this.#browser;
  }

  get windows(): ReadonlySet<BaseWindow> {
    return this.#windows;
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  isReady(): boolean {
    return this.#browser !== undefined;
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`The double knows no path "${name}".`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getVersion(): string {
    return '0.0.0';
  }

  requestSingleInstanceLock(): boolean {
    return lockInstance(this.getPath('userData'), () =>
      this.emit('second-instance', preventable({}), [], process.cwd()),
    );
  }

  getAppMetrics() {
    return UtilityProcess.all().map(({ pid, name }) => ({ pid, name, type: 'Utility' }));
  }

  opened(window: BaseWindow): void {
    this.#windows.add(window);
    this.emit('web-contents-created', preventable({}), window.webContents);
  }

  closed(window: BaseWindow): void {
    this.#windows.delete(window);
    if (this.#windows.size > 0 || this.#isQuitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  /** As Electron: asks the app, then each window, then the app once more; each may stop it. */
  quit(): void {
    if (this.#isQuitting || !this.#asks('before-quit')) return;
    this.#isQuitting = true;
    for (const window of this.#windows) window.close();
    if (this.#windows.size > 0 || !this.#asks('will-quit')) {
      this.#isQuitting = false;
      return;
    }
    this.emit('quit', {}, 0);
    this.exit(0);
  }

  exit(code = 0): void {
    this.#isQuitting = true;
    const closed = this.#browser?.context.close() ?? Promise.resolve();
    closed.catch(() => undefined).finally(() => process.exit(code));
  }

  #asks(name: string): boolean {
    const event = preventable({});
    this.emit(name, event);
    return !event.defaultPrevented;
  }
}
