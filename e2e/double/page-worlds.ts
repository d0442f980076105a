import type { ToPage } from './page-messages.ts';
import { fromText, toText } from './value-text.ts';

/** The world that the preload script runs in, apart from the page's. */
export const preloadWorld = 'Electron Isolated Context';
/** What the preload's world calls to reach the main process, and what it is called by. */
export const toMainName = '__toMain';
export const fromMainName = '__fromMain';

const exposeEvent = 'electron-double:expose';

/** Runs in the page before any script of its own: takes what the preload script exposes. */
export function mainWorldSource(): string {
  return `(${mainWorld.toString()})(${JSON.stringify(exposeEvent)})`;
}

/** Runs in the preload's world. */
export function preloadSource(preload: string): string {
  const names = JSON.stringify({ exposeEvent, toMainName, fromMainName });
  const script = `function (require, module, exports) {${preload}\n}`;
  return `(${preloadRuntime.toString()})(${names}, ${toText.toString()}, ${fromText.toString()}, ${script})`;
}

function mainWorld(exposeEvent: string): void {
  // What a handler that denies comes to; that it denies is checked where it is set.
  window.open = () => null;
  const freeze = (value: unknown): unknown => {
    if (value !== null && typeof value === 'object') Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  window.addEventListener(exposeEvent, (event) => {
    if (!(event instanceof CustomEvent)) return;
    const { key, api } = JSON.parse(event.detail);
    Object.defineProperty(window, key, { value: freeze(api), enumerable: true });
  });
}

interface Names {
  readonly exposeEvent: string;
  readonly toMainName: string;
  readonly fromMainName: string;
}

type PreloadScript = (require: (name: string) => unknown, module: object, exports: object) => void;
type Listener = (event: { readonly ports: readonly MessagePort[] }, value: unknown) => void;

function preloadRuntime(
  names: Names,
  toText: (value: unknown) => string,
  fromText: (text: string) => ToPage,
  preload: PreloadScript,
): void {
  const world: Record<string, unknown> = Object(globalThis);
  // A new document of the same frame is a new world; a document is never given the script twice.
  if (world[names.fromMainName] !== undefined) return;
  const post = (message: unknown): void => {
    const send = world[names.toMainName];
    if (typeof send === 'function') send(toText(message));
  };
  const listeners = new Map<string, Listener[]>();
  const ports = new Map<number, MessagePort>();

  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.addEventListener('message', ({ data }) => post({ type: 'port', id, value: data }));
    port1.addEventListener('close', () => {
      ports.delete(id);
      post({ type: 'portClosed', id });
    });
    port1.start();
    return port2;
  };
  const told = (message: ToPage): void => {
    if (message.type === 'port') ports.get(message.id)?.postMessage(message.value);
    if (message.type === 'portClosed') ports.get(message.id)?.close();
    if (message.type !== 'event') return;
    const event = { ports: message.ports.map(openPort) };
    for (const listener of listeners.get(message.channel) ?? []) listener(event, message.value);
  };
  world[names.fromMainName] = (text: string) => told(fromText(text));

  const ipcRenderer = {
    send: (channel: string, ...values: unknown[]) =>
      post({ type: 'send', channel, values: structuredClone(values) }),
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
  };
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown) => {
      // Values only: functions across worlds are not carried here.
      const detail = JSON.stringify({ key, api: structuredClone(api) });
      window.dispatchEvent(new CustomEvent(names.exposeEvent, { detail }));
    },
  };
  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error(`A sandboxed preload script may not require ${name}`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}
