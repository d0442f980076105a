import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { Port } from '../../app/contract/port.ts';
import { allowedHosts, urlHost } from './allowed-hosts.ts';
import type { RandomBytes } from './gate.ts';
import { createGate } from './gate.ts';
import { createRequestHandler } from './http.ts';
import { createSockets } from './sockets.ts';
import { openStaticFiles } from './static-files.ts';

interface WebHostOptions {
  /** Undefined: the usual one, or a free one where somebody has it. */
  readonly port: number | undefined;
  readonly host: string;
  readonly devOrigin: string | undefined;
  /** The folder of the built page. */
  readonly page: string;
  /** Answers one window; every window shares the engine. */
  readonly serve: (port: Port) => void;
  readonly random: RandomBytes;
  /** Milliseconds. */
  readonly pingEvery: number;
}

export interface WebHost {
  /** With the token. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Where it is found when nobody says otherwise. */
const usualPort = 7883;
/** Connections at once, windows and their files together. */
const maximumConnections = 512;

/** Milliseconds: sockets that say nothing whole must not keep windows out. */
const patience = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };

/** Serves the page and its ports. Fails with `taken`, `denied` or `failed` in one sentence. */
export async function startWebHost(options: WebHostOptions): Promise<Answer<WebHost>> {
  const files = await openStaticFiles(options.page).catch(() => undefined);
  if (files === undefined)
    return failure('failed', `The built page is not where it should be: ${options.page}`);
  const server = createServer(patience);
  server.maxConnections = maximumConnections;
  const bound = await listen(server, options);
  if (!bound.ok) return bound;
  const port = bound.value;
  const gate = createGate(port, options.random);
  const hosts = allowedHosts(options.host, port, options.devOrigin);
  const admission = { gate, hosts, devOrigin: options.devOrigin };
  const sockets = createSockets({ admission, serve: options.serve, pingEvery: options.pingEvery });
  server.on('request', createRequestHandler(admission, files));
  server.on('upgrade', sockets.upgrade);
  return success({
    url: `http://${urlHost(shownHost(options.host))}:${port}/?token=${gate.token}`,
    port,
    close: () => close(server, sockets.close),
  });
}

/** A wildcard is no address that a browser could open. */
function shownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

async function listen(server: Server, { host, port }: WebHostOptions): Promise<Answer<number>> {
  const bound = await listenAt(server, host, port ?? usualPort);
  return port === undefined && !bound.ok && bound.error.code === 'taken' ? listenAt(server, host, 0) : bound;
}

function listenAt(server: Server, host: string, port: number): Promise<Answer<number>> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => resolve(explain(error, host, port));
    server.once('error', onError);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(success(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Answer<never> {
  const where = `${urlHost(host)}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return failure('taken', `Port ${port} of ${host} is taken by another program; choose one with --port.`);
    case 'EACCES':
      return failure(
        'denied',
        `This user may not listen at ${where}; ports from 1024 on are open to everybody.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return failure('failed', `${host} is no address of this machine.`);
    default:
      return failure('failed', `Listening at ${where} failed: ${error.message}`);
  }
}

function close(server: Server, closeSockets: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    closeSockets();
    server.closeAllConnections();
  });
}
