import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

interface Options {
  /** The origin of the dev server's page, which the web host is told to let in. */
  readonly pageOrigin: string;
  readonly args: readonly string[];
  /** Told at each start, with the cookie that lets one in until the next. */
  readonly onStart: (cookie: string) => void;
  readonly onEnd: (exitCode: number) => void;
}

/**
 * Runs the web host from source. Node starts it anew when a file that it imports changes; each start has a new
 * token. Answers how to stop it.
 */
export function runWebHost({ pageOrigin, args, onStart, onEnd }: Options): () => void {
  const child = spawn(
    process.execPath,
    [
      '--watch',
      '--watch-preserve-output',
      'main/web/main.ts',
      '--no-open',
      '--dev-origin',
      pageOrigin,
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  createInterface({ input: child.stdout }).on('line', (line) => {
    const url = addressIn(line);
    if (url === undefined) console.log(line);
    else enter(url).then(onStart, (error: unknown) => console.error(String(error)));
  });
  child.on('close', (code) => onEnd(code ?? 1));
  return () => child.kill('SIGTERM');
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
