import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Browser, ElectronApplication } from '@playwright/test';
import { chromium } from '@playwright/test';
import type { FromTest, ToTest } from './control.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface DoubleOptions {
  /** Arguments of the app. */
  readonly args: readonly string[];
  /** Chromium's program; undefined for the one that Playwright brings. */
  readonly executablePath: string | undefined;
}

/** The built app as it runs on the double. */
interface DoubleProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<number>;
  /** What it wrote, both streams. */
  said(): string;
  /** The browser that shows its windows; undefined when it ended before it had one. */
  connect(): Promise<Browser | undefined>;
  readonly evaluate: ElectronApplication['evaluate'];
}

/** Starts the built app as Electron would, from its package.json. */
export function launchDouble({ args, executablePath }: DoubleOptions): DoubleProcess {
  const chromiumVariable = executablePath === undefined ? {} : { DOUBLE_CHROMIUM: executablePath };
  const child = fork(fileURLToPath(new URL('./run.ts', import.meta.url)), ['.', ...args], {
    cwd: root,
    serialization: 'advanced',
    silent: true,
    env: { ...process.env, ...chromiumVariable },
  });
  const exited = once(child, 'exit').then(([code]) => Number(code ?? -1));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-100_000);
    });
  }
  const endpoint = new Promise<string>((resolve) => {
    child.on('message', (message: ToTest) => {
      if (message.type === 'browser') resolve(message.endpoint);
    });
  });
  return {
    child,
    exited,
    said: () => said,
    connect: async () => {
      const found = await Promise.race([endpoint, exited.then(() => undefined)]);
      return found === undefined ? undefined : chromium.connectOverCDP(found);
    },
    evaluate: evaluator(child),
  };
}

/** As Playwright's own: runs a function in the app's process, with the module `electron` as its first argument. */
function evaluator(child: ChildProcess): ElectronApplication['evaluate'] {
  let lastId = 0;
  return (script: unknown, argument?: unknown) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const listen = (message: ToTest): void => {
        if (message.type === 'browser' || message.id !== id) return;
        child.off('message', listen);
        if (message.type === 'error') reject(new Error(message.message));
        else resolve(message.value);
      };
      child.on('message', listen);
      child.once('exit', () => reject(new Error('The app ended before it answered.')));
      const request: FromTest = { type: 'evaluate', id, text: String(script), argument };
      child.send(request, (error) => error && reject(error));
    });
}
