import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Page, Route } from 'playwright-core';
import { fromBrowser, toBrowser } from './addresses.ts';
import { preventable } from './event.ts';
import type { MessagePortMain } from './message-port-main.ts';
import type { FromPage, ToPage } from './page-messages.ts';
import { fromMainName, mainWorldSource, preloadSource, preloadWorld, toMainName } from './page-worlds.ts';
import type { Protocol } from './protocol.ts';
import { fromText, toText } from './value-text.ts';

interface ContentsTools {
  readonly id: number;
  readonly preload: string | undefined;
  readonly protocol: Protocol;
  readonly ipcMain: EventEmitter;
}

type OpenHandler = (details: { readonly url: string }) => { readonly action: string };

/** What Electron calls the contents of a window: here a page of Chromium with the preload's world in it. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly #tools: ContentsTools;
  readonly #ports = new Map<number, MessagePortMain>();
  #nextPort = 1;
  #page: Page | undefined;
  #session: CDPSession | undefined;
  #worldId: number | undefined;
  /** For the next document's preload script. */
  #queue: ToPage[] = [];
  #ownLoad: string | undefined;

  constructor(tools: ContentsTools) {
    super();
    this.id = tools.id;
    this.#tools = tools;
  }

  async attach(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    this.#page = page;
    this.#session = session;
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === toMainName) this.#told(fromText(payload));
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === preloadWorld) this.#enterWorld(context.id);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#worldId) this.#leaveWorld();
    });
    page.on('close', () => this.#leaveWorld());
    page.on('popup', (other) => void other.close());
    await page.route('**/*', (route) => this.#route(route));
    await session.send('Runtime.enable');
    await session.send('Page.enable');
    await session.send('Runtime.addBinding', { name: toMainName, executionContextName: preloadWorld });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource() });
    if (this.#tools.preload === undefined) return;
    const source = preloadSource(readFileSync(this.#tools.preload, 'utf8'));
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: preloadWorld });
  }

  getURL(): string {
    return fromBrowser(this.#page?.url() ?? '');
  }

  isDestroyed(): boolean {
    return this.#page === undefined || this.#page.isClosed();
  }

  async load(url: string): Promise<void> {
    this.#ownLoad = url;
    await this.#page?.goto(toBrowser(url, this.#tools.protocol.schemes));
    this.emit('did-finish-load');
  }

  reload(): void {
    void this.load(this.getURL());
  }

  /** No window that a page opens stays here, so only a handler that refuses them is carried. */
  setWindowOpenHandler(handler: OpenHandler): void {
    const { action } = handler({ url: 'https://example.org/' });
    if (action !== 'deny') throw new Error('The double carries only windows that open no others.');
  }

  send(channel: string, value: unknown): void {
    this.#tell({ type: 'event', channel, value: structuredClone(value), ports: [] });
  }

  postMessage(channel: string, value: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.#tell({
      type: 'event',
      channel,
      value: structuredClone(value),
      ports: transfer.map((port) => this.#give(port)),
    });
  }

  #give(port: MessagePortMain): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.sendTo({
      message: (value) => this.#tell({ type: 'port', id, value }),
      closed: () => {
        this.#ports.delete(id);
        this.#tell({ type: 'portClosed', id });
      },
    });
    return id;
  }

  #told(message: FromPage): void {
    if (message.type === 'port') this.#ports.get(message.id)?.postMessage(message.value);
    if (message.type === 'portClosed') this.#closePort(message.id);
    if (message.type !== 'send') return;
    const senderFrame = { url: this.getURL(), parent: null };
    this.#tools.ipcMain.emit(message.channel, { sender: this, senderFrame }, ...message.values);
  }

  #closePort(id: number): void {
    this.#ports.get(id)?.close();
    this.#ports.delete(id);
  }

  #enterWorld(id: number): void {
    this.#worldId = id;
    for (const message of this.#queue.splice(0)) this.#tell(message);
  }

  /** A document takes its ends of channels with it. */
  #leaveWorld(): void {
    this.#worldId = undefined;
    for (const id of [...this.#ports.keys()]) this.#closePort(id);
  }

  #tell(message: ToPage): void {
    if (this.#session === undefined || this.#worldId === undefined) {
      if (message.type === 'event') this.#queue.push(message);
      return;
    }
    const expression = `${fromMainName}(${JSON.stringify(toText(message))})`;
    // The document may have gone meanwhile, with whoever would have read it.
    this.#session
      .send('Runtime.evaluate', { expression, contextId: this.#worldId })
      .catch((error: unknown) => this.emit('double-lost', error));
  }

  /** Asks the app before the page goes elsewhere, as Electron does. What the app loads itself is not asked for. */
  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = fromBrowser(request.url());
    if (request.isNavigationRequest() && url !== this.#ownLoad) {
      const isMainFrame = request.frame().parentFrame() === null;
      const event = preventable({ url, isMainFrame });
      if (isMainFrame) this.emit('will-navigate', event);
      this.emit('will-frame-navigate', event);
      if (event.defaultPrevented) return route.abort('aborted');
    }
    this.#ownLoad = undefined;
    await this.#tools.protocol.answer(route);
  }
}
