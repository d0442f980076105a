// The app: in Electron where that can show a window, else in the browser.
import { become } from './setup/child.mjs';
import { electron } from './setup/electron.mjs';
import { frugalArguments, frugalEnvironment } from './setup/frugal.mjs';
import { node24 } from './setup/node24.mjs';
import { prepare } from './setup/prepare.mjs';

await prepare();
const args = process.argv.slice(2);
if (args.includes('--help')) become(node24(), ['dist/main/web.js', '--help']);
else await startApp();

async function startApp() {
  const host = await electron();
  if ('program' in host) become(host.program, ['.', ...args]);
  else startWebHost(host.missing);
}

/** @param {string} reason why it is not Electron */
function startWebHost(reason) {
  let isAnnounced = false;
  become(node24(), [...frugalArguments, 'dist/main/web.js', ...args], {
    env: frugalEnvironment(),
    onLine: (line) => {
      console.log(isAnnounced ? line : announcement(line, reason));
      isAnnounced = true;
    },
  });
}

/**
 * @param {string} line the one line of JSON that the web host prints when it listens
 * @param {string} reason
 */
function announcement(line, reason) {
  /** @type {{ url: string }} */
  const { url } = JSON.parse(line);
  return `Topicscope runs in the browser, because ${reason}: ${url}`;
}
