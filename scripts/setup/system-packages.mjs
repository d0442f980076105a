import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { giveUp, run } from './run.mjs';

/**
 * What the tests need of the system: the Debian package and how to see that it is there.
 *
 * @type {readonly { name: string, isThere: () => boolean }[]}
 */
const needed = [
  { name: 'chromium', isThere: () => chromium() !== undefined },
  { name: 'mosquitto', isThere: () => program('mosquitto') !== undefined },
  { name: 'mosquitto-clients', isThere: () => program('mosquitto_pub') !== undefined },
  { name: 'tshark', isThere: () => program('tshark') !== undefined },
  { name: 'python3-paho-mqtt', isThere: () => spawnSync(python3(), ['-c', 'import paho.mqtt']).status === 0 },
  { name: 'xvfb', isThere: () => program('Xvfb') !== undefined },
  { name: 'x11-utils', isThere: () => program('xprop') !== undefined },
  { name: 'iproute2', isThere: () => program('ip') !== undefined },
];

/** Not every Debian has it, and nothing is asked of the network for it alone: where it is not, `chromium` is driven. */
const shell = { name: 'chromium-headless-shell', path: '/usr/lib/chromium/chromium-headless-shell' };

/** Installs from Debian what the tests need and is missing, or ends with a sentence that says what to install. */
export async function installSystemPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const spare = existsSync(shell.path) ? [] : [shell.name];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing from Debian: ${[...missing, ...spare].join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['-qq', '-y', '--no-install-recommends', 'install'];
    await run('apt-get', ['-qq', 'update'], { env });
    // apt-get installs nothing of a list of which it does not know all.
    await run('apt-get', [...install, ...missing], { env });
    if (spare.length > 0) await run('apt-get', [...install, ...spare], { env });
  }
  const left = missingPackages();
  if (left.length > 0)
    giveUp(
      `The tests need ${left.join(', ')} (names of Debian's packages): install them and run npm test again.`,
    );
}

function missingPackages() {
  return needed.filter(({ isThere }) => !isThere()).map(({ name }) => name);
}

/** Debian's own Python, which has Debian's packages; another one may stand before it on the path. */
function python3() {
  return existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
}

/**
 * The Chromium that has a window, if there is a display.
 *
 * @returns {string | undefined} its path
 */
export function chromium() {
  return ownChromium() ?? program('chromium') ?? program('chromium-browser') ?? program('google-chrome');
}

/**
 * The Chromium that the web host's end-to-end tests drive: where Debian has it the one without the browser's own window, its menus,
 * its address bar and its profile. A page is the same in it, and begins in less processor time.
 *
 * @returns {string | undefined} its path
 */
export function headlessChromium() {
  return ownChromium() ?? (existsSync(shell.path) ? shell.path : chromium());
}

function ownChromium() {
  const own = process.env['CHROMIUM_PATH'];
  return own && existsSync(own) ? own : undefined;
}

/**
 * @param {string} name
 * @returns {string | undefined} where the program is; brokers live in sbin, which is not on everybody's path
 */
function program(name) {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}
