import type { Port } from '../app/contract/port.ts';
import { messagePort } from '../app/contract/ports/message-port.ts';
import { webSocketPort } from '../app/contract/ports/web-socket-port.ts';

/** The cause of an error of `open` that trying again does not mend. */
export const notAdmitted = 'not admitted';

/** Where this page runs, and how it reaches the engine. */
export interface Host {
  readonly kind: 'electron' | 'web';
  /** A port to the engine, once there is one; rejects when there is none to be had now. */
  open(): Promise<Port>;
  /** Tells of each command that is chosen in a menu outside of the page, by its id. */
  onCommand(listener: (id: string) => void): void;
}

/** The only place that asks which host it is: Electron's preload script leaves its mark on the window. */
export function thisHost(): Host {
  return 'topicscope' in window
    ? { kind: 'electron', open: openElectron, onCommand: onMenuCommand }
    : { kind: 'web', open: openWeb, onCommand: () => undefined };
}

/**
 * Asks the preload script, which gets a MessagePort straight to the engine from the main process and hands it on; it
 * does so once an engine runs, so this may take as long as a restart.
 */
function openElectron(): Promise<Port> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'engine-port' || port === undefined) return;
      window.removeEventListener('message', listen);
      resolve(messagePort(port));
    };
    window.addEventListener('message', listen);
    window.postMessage('want-engine-port', location.origin);
  });
}

function onMenuCommand(listener: (id: string) => void): void {
  window.addEventListener('message', ({ source, data }: MessageEvent) => {
    if (source === window && data?.type === 'menu-command') listener(String(data.command));
  });
}

function openWeb(): Promise<Port> {
  return new Promise((resolve, reject) => {
    const url = new URL('/port', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => resolve(webSocketPort(socket)), { once: true });
    socket.addEventListener('close', () => void whyClosed().then(reject), { once: true });
  });
}

/** A host that was started anew has another token: it answers, but not us. */
async function whyClosed(): Promise<Error> {
  const answer = await fetch('/', { method: 'HEAD' }).catch(() => undefined);
  if (answer?.status === 401) return new Error('The web host asks for its token.', { cause: notAdmitted });
  return new Error('The web host does not answer.');
}
