import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { Port } from '../../app/contract/port.ts';
import { endOfLife } from '../process/end-of-life.ts';
import { isLoopback } from './allowed-hosts.ts';
import type { WebOptions } from './command-line.ts';
import { readCommandLine } from './command-line.ts';
import type { Folders } from './folders.ts';
import { chooseFolders } from './folders.ts';
import { openBrowser } from './open-browser.ts';
import type { WebHost } from './web-host.ts';
import { startWebHost } from './web-host.ts';
import { webUsage } from './web-usage.ts';

/** What the web host needs of an engine. */
interface ServedEngine {
  serve(port: Port): void;
  /** Resolves when everything is stored that can be. */
  close(): Promise<void>;
  /** What could not be, then, in sentences. */
  readonly givenUp: string | undefined;
}

export type MakeEngine = (folders: Folders) => Promise<Answer<ServedEngine>>;

/** Milliseconds between pings to a window. */
const pingEvery = 15_000;
/** Milliseconds that storing may take at the end. */
const patience = 10_000;

/** The whole life of the web host as a process; resolves with its exit code. */
export async function runWebHost(
  args: readonly string[],
  page: URL,
  makeEngine: MakeEngine,
): Promise<number> {
  const end = endOfLife(process);
  if (args.includes('--help')) {
    process.stdout.write(webUsage);
    return 0;
  }
  const options = readCommandLine(args);
  if (!options.ok) return giveUp(options.error.message);
  const started = await start(options.value, page, makeEngine);
  if (!started.ok) return giveUp(started.error.message);
  announce(started.value, options.value);
  await end;
  return finish(started.value);
}

interface Started {
  readonly engine: ServedEngine;
  readonly host: WebHost;
  readonly folders: Folders;
}

async function start(options: WebOptions, page: URL, makeEngine: MakeEngine): Promise<Answer<Started>> {
  const named = options.data === undefined ? undefined : resolve(options.data);
  const folders = chooseFolders(named, { platform: process.platform, home: homedir(), env: process.env });
  const made = await makeEngine(folders);
  if (!made.ok) return made;
  const engine = made.value;
  const { port, host, devOrigin } = options;
  const serve = (windowPort: Port) => engine.serve(windowPort);
  const listening = {
    port,
    host,
    devOrigin,
    page: fileURLToPath(page),
    serve,
    random: randomBytes,
    pingEvery,
  };
  const served = await startWebHost(listening);
  if (served.ok) return success({ engine, host: served.value, folders });
  await engine.close();
  return served;
}

/** One line of JSON on standard output, for whoever started it; words go to standard error. */
function announce({ host, folders }: Started, options: WebOptions): void {
  const { url, port } = host;
  console.log(JSON.stringify({ url, pid: process.pid, port, data: folders.configFolder }));
  if (!isLoopback(options.host)) {
    console.error('Other machines can reach this; the token and all data cross the network unencrypted.');
  }
  if (options.open) openBrowser(url);
}

async function finish({ host, engine }: Started): Promise<number> {
  const closed = Promise.all([host.close(), engine.close()]).then(() =>
    engine.givenUp === undefined ? success({}) : failure('failed', engine.givenUp),
  );
  const late = new Promise<Answer<never>>((tell) => {
    const slow = `The engine did not finish storing within ${patience / 1000} s.`;
    setTimeout(() => tell(failure('failed', slow)), patience).unref();
  });
  const outcome = await Promise.race([closed, late]);
  return outcome.ok ? 0 : giveUp(outcome.error.message);
}

function giveUp(sentence: string): number {
  console.error(sentence);
  return 2;
}
