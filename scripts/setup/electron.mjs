import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24 } from './node24.mjs';
import { run } from './run.mjs';

/**
 * Electron's program, or the reason why there is none to run. Its package has no install script: the binary is
 * fetched here, on the first start that could show a window.
 *
 * @returns {Promise<{ program: string } | { missing: string }>}
 */
export async function electron() {
  const obstacle = whyNoWindow();
  if (obstacle !== undefined) return { missing: obstacle };
  const program = binary() ?? (await download());
  return program === undefined
    ? { missing: 'the Electron binary is not here and could not be fetched' }
    : { program };
}

/**
 * @param {{ isRootFine: boolean }} [options] root needs Chromium's sandbox off, which only a test may do
 * @returns {string | undefined}
 */
export function whyNoWindow({ isRootFine } = { isRootFine: false }) {
  if (process.platform !== 'linux') return undefined;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'this session has no display';
  if (!isRootFine && process.getuid?.() === 0) return 'Electron does not run as root';
  return undefined;
}

/** As Electron's own package finds it, which must not be imported in plain Node: it would download. */
export function binary() {
  const folder = join('node_modules', 'electron');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : defaultName();
  const program = join(override ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

function defaultName() {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

async function download() {
  if (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return undefined;
  console.error('Fetching Electron …');
  const code = await run(node24(), ['node_modules/electron/install.js'], { output: 'stderr' });
  return code === 0 ? binary() : undefined;
}
