import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Event, IpcMainEvent, MessagePortMain } from 'electron';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  session,
} from 'electron';
import { channels } from './channels.ts';
import { forkEngine } from './engine-child.ts';
import { EngineHost } from './engine-host.ts';
import type { SelfTestOutcome } from './engine-messages.ts';
import { describeSelfTest, isFirstStart, rememberSelfTest } from './first-start.ts';
import { menuTemplate } from './menu.ts';
import { refusePermissions } from './navigation.ts';
import { isOurs } from './page-origin.ts';
import { servePage } from './protocol.ts';
import { askBeforeEnd, askWhetherToStartAgain, sayCaptureGoesOn } from './questions.ts';
import { Quitting } from './quitting.ts';
import { texts } from './texts.ts';
import { openWindow } from './window.ts';
import { WindowState } from './window-state.ts';

/** What the build wrote. */
const build = new URL('../', import.meta.url);

const log = (text: string): void => console.error(text);

/** The app in Electron: one engine, any number of windows on it. */
export class DesktopApp {
  readonly #folder: string;
  readonly #state: WindowState;
  readonly #engine: EngineHost<MessagePortMain>;
  readonly #quitting: Quitting;
  /** Nobody is there to answer: the system shuts down, or a signal came. */
  #endsUnasked = false;

  /** When Electron is ready. */
  static async start(): Promise<void> {
    const folder = app.getPath('userData');
    const state = await WindowState.open({ file: join(folder, 'window.json'), now: Date.now, log });
    const isFirst = await isFirstStart(folder, process.versions.electron);
    new DesktopApp(folder, state, isFirst).#run();
  }

  private constructor(folder: string, state: WindowState, isFirst: boolean) {
    this.#folder = folder;
    this.#state = state;
    this.#engine = new EngineHost({
      fork: forkEngine,
      start: {
        type: 'start',
        configFolder: folder,
        defaultDataFolder: join(folder, 'data'),
        licencesFile: new URL('licences.json', build).href,
        versions: [
          ['Topicscope', app.getVersion()],
          ['Electron', process.versions.electron],
          ['Chromium', process.versions.chrome],
        ],
        isFirstStart: isFirst,
      },
      now: Date.now,
      later: (milliseconds, task) => {
        const timer = setTimeout(task, milliseconds);
        return () => clearTimeout(timer);
      },
      onRefused: (message) => this.#refuse(message),
      onLost: (message) => this.#tellLost(message),
      onGivenUp: () => void this.#offerStart(),
      onSelfTest: (outcome) => void this.#keepSelfTest(outcome),
      log,
    });
    this.#quitting = new Quitting({
      activity: () => this.#engine.activity(),
      ask: (why, activity) => askBeforeEnd(frontWindow(), why, activity),
      finish: () => this.#finish(),
      quit: () => app.quit(),
    });
  }

  #run(): void {
    servePage(fileURLToPath(new URL('renderer', build)));
    refusePermissions(session.defaultSession);
    ipcMain.on(channels.wantPort, (event) => this.#givePort(event));
    this.#setMenu();
    this.#watchEnds();
    app.on('second-instance', () => this.#comeToFront());
    app.on('activate', () => this.#comeToFront());
    this.#engine.start();
    this.#openWindow();
  }

  #openWindow(): void {
    const window = openWindow({
      preload: fileURLToPath(new URL('preload/preload.cjs', build)),
      remembered: this.#state.placement,
      onPlaced: (placement) => this.#state.remember({ placement }),
      log,
    });
    const { id } = window.webContents;
    window.on('close', (event) => this.#windowCloses(event));
    window.on('closed', () => this.#engine.forget(id));
  }

  #comeToFront(): void {
    const window = frontWindow();
    if (window === undefined) {
      this.#openWindow();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  #setMenu(): void {
    const actions = {
      command: (id: string) => frontWindow()?.webContents.send(channels.command, id),
      openWindow: () => this.#openWindow(),
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions)));
  }

  /** Only our page, and only the page itself, not a frame in it, gets a port to the engine. */
  #givePort(event: IpcMainEvent): void {
    const { sender, senderFrame } = event;
    if (senderFrame?.parent !== null || !isOurs(senderFrame.url)) return;
    this.#engine.connect(sender.id, () => {
      const { port1, port2 } = new MessageChannelMain();
      sender.postMessage(channels.port, undefined, [port2]);
      return port1;
    });
  }

  #watchEnds(): void {
    app.on('before-quit', (event) => {
      if (this.#quitting.mayEnd) return;
      event.preventDefault();
      void this.#quitting.request('quit');
    });
    // On macOS an app outlives its windows; elsewhere the last one's `close` has asked already.
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit();
    });
    powerMonitor.on('shutdown', () => this.#endUnasked());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => this.#endUnasked());
    }
  }

  #endUnasked(): void {
    this.#endsUnasked = true;
    void this.#quitting.end();
  }

  #tellLost(message: string): void {
    log(message);
    if (!this.#endsUnasked) dialog.showErrorBox(texts.notStored, message);
  }

  #windowCloses(event: Event): void {
    if (this.#quitting.mayEnd || BrowserWindow.getAllWindows().length > 1) return;
    if (process.platform === 'darwin') {
      void this.#sayCaptureGoesOn();
      return;
    }
    event.preventDefault();
    void this.#quitting.request('close');
  }

  async #sayCaptureGoesOn(): Promise<void> {
    if (this.#state.knowsCaptureGoesOn) return;
    const activity = await this.#engine.activity();
    if (activity === undefined || (activity.connections === 0 && !activity.brokerRuns)) return;
    const { quit, knows } = await sayCaptureGoesOn();
    if (knows) this.#state.remember({ knowsCaptureGoesOn: true });
    if (quit) app.quit();
  }

  async #finish(): Promise<void> {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    await Promise.all([this.#state.flush(), this.#engine.close()]);
  }

  #refuse(message: string): void {
    dialog.showErrorBox(texts.cannotStart, message);
    app.exit(2);
  }

  async #offerStart(): Promise<void> {
    if (await askWhetherToStartAgain()) this.#engine.start();
    else await this.#quitting.end();
  }

  async #keepSelfTest(outcome: SelfTestOutcome): Promise<void> {
    log(describeSelfTest(outcome));
    await rememberSelfTest(this.#folder, process.versions.electron, outcome);
  }
}

function frontWindow(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
}
