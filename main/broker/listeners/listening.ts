import type { Server } from 'node:net';
import type { Channel } from '../peer/channel.ts';

/** Where to listen. Port 0 takes any that is free; the host `localhost` is 127.0.0.1 and ::1. */
interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Takes a new network connection that speaks MQTT. */
export type Accept = (channel: Channel) => void;

/** `taken`: another program has the port; `denied`: this user may not have it. `message` is one sentence. */
export type Listening =
  | {
      readonly ok: true;
      readonly port: number;
      /** The addresses that it listens on. */
      readonly hosts: readonly string[];
      stop(): Promise<void>;
    }
  | ListenFailure;

/** Why there is no listening; `message` is one sentence for people. */
export interface ListenFailure {
  readonly ok: false;
  readonly why: 'taken' | 'denied' | 'failed';
  readonly message: string;
}

interface ListenNeeds {
  /** One server for each address. */
  readonly makeServer: () => Server;
  /** Closes connections that never spoke MQTT. */
  readonly closeRest: () => void;
  /** One sentence about a connection that could not be taken, for want of files, say. */
  readonly tell: (message: string) => void;
}

type Bound = { readonly ok: true; readonly server: Server; readonly port: number; readonly host: string };
type BindOutcome = Bound | (ListenFailure & { readonly code: string });

/** Tried when a free port of one address is taken on the other. */
const attempts = 5;
/** This machine has no such address, or no IPv6 at all. */
const missing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** Starts servers of TCP and says how that went. `stop` resolves when the last connection has closed. */
export async function startListening(endpoint: Endpoint, needs: ListenNeeds): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await bindAll(endpoint, needs);
    if (outcome.ok || endpoint.port !== 0 || outcome.why !== 'taken' || attempt === attempts) return outcome;
  }
}

async function bindAll({ host, port }: Endpoint, needs: ListenNeeds): Promise<Listening> {
  const hosts = host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
  const bound: Bound[] = [];
  for (const each of hosts) {
    const outcome = await bindOrInstead({ host: each, port: bound[0]?.port ?? port }, needs);
    if (outcome.ok) bound.push(outcome);
    // A machine without IPv6 has no ::1, and is still reached as localhost.
    else if (bound.length === 0 || !missing.includes(outcome.code)) {
      await Promise.all(bound.map(({ server }) => closed(server)));
      const { why, message } = outcome;
      return { ok: false, why, message };
    }
  }
  return {
    ok: true,
    port: bound[0]?.port ?? port,
    hosts: bound.map((one) => one.host),
    stop: async () => {
      const ended = bound.map(({ server }) => closed(server));
      needs.closeRest();
      await Promise.all(ended);
    },
  };
}

/** All addresses of a machine without IPv6 are those of IPv4. */
async function bindOrInstead(endpoint: Endpoint, needs: ListenNeeds): Promise<BindOutcome> {
  const outcome = await bind(endpoint, needs);
  if (outcome.ok || endpoint.host !== '::' || !missing.includes(outcome.code)) return outcome;
  return bind({ ...endpoint, host: '0.0.0.0' }, needs);
}

function bind(endpoint: Endpoint, { makeServer, tell }: ListenNeeds): Promise<BindOutcome> {
  const { host, port } = endpoint;
  return new Promise((resolve) => {
    const server = makeServer();
    const failed = (error: NodeJS.ErrnoException) => resolve(failure(error, endpoint));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      server.on('error', (error) => tell(`A connection could not be taken: ${error.message}.`));
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ ok: true, server, port: bound, host });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function failure(error: NodeJS.ErrnoException, endpoint: Endpoint): BindOutcome {
  const { code = '' } = error;
  return { ok: false, code, ...reasonOf(error, endpoint) };
}

function reasonOf(
  error: NodeJS.ErrnoException,
  { host, port }: Endpoint,
): Pick<ListenFailure, 'why' | 'message'> {
  switch (error.code) {
    case 'EADDRINUSE':
      return { why: 'taken', message: `Port ${port} of ${host} is in use by another program.` };
    case 'EACCES':
      return { why: 'denied', message: `This user may not listen on port ${port} of ${host}.` };
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return { why: 'failed', message: `This machine has no address ${host}.` };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { why: 'failed', message: `No address is known for the name ${host}.` };
    default:
      return { why: 'failed', message: `Listening on port ${port} of ${host} failed: ${error.message}.` };
  }
}
