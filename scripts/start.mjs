// The app: in Electron where that can show a window, else in the browser.
import { spawn } from 'node:child_process';
import { build } from './setup/build.mjs';
import { become } from './setup/child.mjs';
import { electron } from './setup/electron.mjs';
import { install } from './setup/install.mjs';
import { node24 } from './setup/node24.mjs';
import { enterRoot } from './setup/root.mjs';

enterRoot();
await install();
await build();
const args = process.argv.slice(2);
const host = await electron();
if ('program' in host) become(host.program, ['.', ...args]);
else startWebHost(host.missing);

/** @param {string} reason why it is not Electron */
function startWebHost(reason) {
  let isAnnounced = false;
  const webArgs = args.includes('--no-open') ? args : [...args, '--no-open'];
  become(node24(), ['dist/main/web.js', ...webArgs], {
    onLine: (line) => {
      if (isAnnounced) console.log(line);
      else announce(line, reason);
      isAnnounced = true;
    },
  });
}

/**
 * @param {string} line the one line of JSON that the web host prints when it listens
 * @param {string} reason
 */
function announce(line, reason) {
  /** @type {{ url: string }} */
  const { url } = JSON.parse(line);
  console.log(`Topicscope runs in the browser, because ${reason}: ${url}`);
  if (!args.includes('--no-open')) openBrowser(url);
}

/** @param {string} url */
function openBrowser(url) {
  const [command, ...rest] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  if (command === undefined) return;
  // Only a kindness: the address stands in the line above.
  spawn(command, [...rest, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
