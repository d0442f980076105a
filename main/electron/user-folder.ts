import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { App } from 'electron';

/** `--data DIR`, as the web host takes it: one folder for settings and history. */
export function namedFolder(args: readonly string[]): string | undefined {
  const at = args.indexOf('--data');
  const joined = args.find((arg) => arg.startsWith('--data='))?.slice('--data='.length);
  const named = at === -1 ? joined : args[at + 1];
  return named === undefined || named === '' ? undefined : resolve(named);
}

/** Before the app is ready and before the lock, which is one for each folder. */
export function chooseUserFolder(app: App, args: readonly string[]): void {
  const folder = namedFolder(args);
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  app.setPath('userData', folder);
}
