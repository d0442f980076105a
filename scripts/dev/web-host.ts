import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { createInterface } from 'node:readline';

interface Options {
  /** The origin of the dev server's page, which the web host is told to let in. */
  readonly pageOrigin: string;
  readonly args: readonly string[];
  /** Told at each start, with the cookie that lets one in until the next. */
  readonly onStart: (cookie: string) => void;
  readonly onEnd: (exitCode: number) => void;
}

/** What the engine is made of; a change in it starts the engine anew. */
const sources = ['app', 'main'];
/** Milliseconds without a further change: an editor saves in several steps. */
const quiet = 200;

/**
 * Runs the web host from source, anew whenever a source changes; each start has a new token. Answers how to stop it.
 * Node's own `--watch` is not used: under it the engine's workers never answer.
 */
export function runWebHost(options: Options): () => void {
  let isEnding = false;
  let isChanged = false;
  let child = start();
  let timer: NodeJS.Timeout | undefined;
  for (const folder of sources) {
    watch(folder, { recursive: true }, (_event, file) => {
      if (file === null || !file.endsWith('.ts') || file.endsWith('.test.ts')) return;
      clearTimeout(timer);
      timer = setTimeout(restart, quiet);
    }).unref();
  }

  function start(): ChildProcess {
    isChanged = false;
    const started = startOnce(options);
    started.on('close', (code) => {
      if (isChanged && !isEnding) child = start();
      // A source that does not run as it stands is waited for; whatever else ends the host ends us.
      else if (isEnding || code !== 1) options.onEnd(code ?? 1);
    });
    return started;
  }

  function restart(): void {
    console.log('A source changed: the engine starts anew.');
    isChanged = true;
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    else child = start();
  }

  return () => {
    isEnding = true;
    child.kill('SIGTERM');
  };
}

function startOnce({ pageOrigin, args, onStart }: Options): ChildProcess {
  const child = spawn(
    process.execPath,
    ['main/web/main.ts', '--no-open', '--dev-origin', pageOrigin, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  createInterface({ input: child.stdout }).on('line', (line) => {
    const url = addressIn(line);
    if (url === undefined) console.log(line);
    else enter(url).then(onStart, (error: unknown) => console.error(String(error)));
  });
  return child;
}

/** The address in the line of JSON that the web host prints when it listens; Node's own lines have none. */
function addressIn(line: string): URL | undefined {
  if (!line.startsWith('{')) return undefined;
  const { url }: { url?: unknown } = JSON.parse(line);
  return typeof url === 'string' ? new URL(url) : undefined;
}

/** Exchanges the token for the cookie, as a browser does when it opens the address. */
async function enter(url: URL): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  if (cookie.length === 0)
    throw new Error(`The web host gave no cookie for ${url.origin} (${response.status}).`);
  return cookie.join('; ');
}
