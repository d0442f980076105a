import type { Server } from 'node:net';
import type { Channel } from '../peer/channel.ts';

/** Where to listen. Port 0 takes any that is free. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Takes a new network connection. */
export type Accept = (channel: Channel) => void;

/** `taken`: another program has the port; `denied`: this user may not have it. `message` is one sentence. */
export type Listening =
  | { readonly ok: true; readonly port: number; stop(): Promise<void> }
  | { readonly ok: false; readonly why: 'taken' | 'denied' | 'failed'; readonly message: string };

/**
 * Starts a server of TCP or HTTP and says how that went. `stop` resolves when its last connection has closed;
 * `closeRest` closes those that never became a channel.
 */
export function startListening(
  server: Server,
  endpoint: Endpoint,
  closeRest: () => void,
): Promise<Listening> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(failure(error, endpoint)));
    server.listen(endpoint.port, endpoint.host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : endpoint.port;
      resolve({ ok: true, port, stop: () => stop(server, closeRest) });
    });
  });
}

function stop(server: Server, closeRest: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    closeRest();
  });
}

function failure(error: NodeJS.ErrnoException, { host, port }: Endpoint): Listening {
  if (error.code === 'EADDRINUSE') {
    return { ok: false, why: 'taken', message: `Port ${port} of ${host} is in use by another program.` };
  }
  if (error.code === 'EACCES') {
    return { ok: false, why: 'denied', message: `This user may not listen on port ${port} of ${host}.` };
  }
  return {
    ok: false,
    why: 'failed',
    message: `Listening on port ${port} of ${host} failed: ${error.message}.`,
  };
}
