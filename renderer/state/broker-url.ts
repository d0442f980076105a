import type { Transport } from '../../app/contract/areas/profiles.ts';

/** A broker's address as a URL says it, taken apart. */
export interface BrokerAddress {
  readonly transport: Transport;
  readonly host: string;
  readonly port: number;
  /** With the leading slash; empty for TCP and TLS, which have none. */
  readonly path: string;
  readonly username: string | undefined;
  /** Goes to the engine as a secret and is never put back into a URL. */
  readonly password: string | undefined;
}

type UrlProblem = 'empty' | 'scheme' | 'host' | 'port' | 'malformed';

type ParsedUrl =
  | { readonly ok: true; readonly address: BrokerAddress }
  | { readonly ok: false; readonly problem: UrlProblem };

const schemes: Readonly<Record<string, Transport>> = {
  mqtt: 'tcp',
  tcp: 'tcp',
  mqtts: 'tls',
  ssl: 'tls',
  tls: 'tls',
  ws: 'ws',
  wss: 'wss',
};

/** What a broker of that transport listens at most often. */
export const usualPorts: Readonly<Record<Transport, number>> = { tcp: 1883, tls: 8883, ws: 80, wss: 443 };

/** Takes `mqtt://user:password@host:port`, `wss://host/path` or a bare `host:port` apart. */
export function parseBrokerUrl(typed: string): ParsedUrl {
  const text = typed.trim();
  if (text === '') return { ok: false, problem: 'empty' };
  const [, scheme = 'mqtt', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  const transport = schemes[scheme.toLowerCase()];
  if (transport === undefined) return { ok: false, problem: 'scheme' };
  const [, credentials, host = '', port, path = ''] =
    /^(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#@]*)(?::([^/?#]*))?(.*)$/s.exec(rest) ?? [];
  if (!isHost(host)) return { ok: false, problem: 'host' };
  const portNumber = port === undefined || port === '' ? usualPorts[transport] : Number(port);
  if (!isPort(port ?? '', portNumber)) return { ok: false, problem: 'port' };
  const [user, password] = splitCredentials(credentials);
  if (user === malformed || password === malformed) return { ok: false, problem: 'malformed' };
  return {
    ok: true,
    address: {
      transport,
      host: host.replace(/^\[(.*)\]$/, '$1'),
      port: portNumber,
      path: transport === 'ws' || transport === 'wss' ? pathOf(path) : '',
      username: user,
      password,
    },
  };
}

function isHost(host: string): boolean {
  return host !== '' && host.length <= 255 && !/\s/.test(host) && /^(\[[0-9a-f:.%]+\]|[^[\]]+)$/i.test(host);
}

function isPort(text: string, port: number): boolean {
  return /^\d*$/.test(text) && port >= 1 && port <= 65_535;
}

function pathOf(path: string): string {
  const withoutHash = path.split('#')[0] ?? '';
  return withoutHash === '' ? '/' : withoutHash.startsWith('/') ? withoutHash : `/${withoutHash}`;
}

const malformed = Symbol('malformed');

function splitCredentials(
  credentials: string | undefined,
): readonly [string | undefined | typeof malformed, string | undefined | typeof malformed] {
  if (credentials === undefined || credentials === '') return [undefined, undefined];
  const colon = credentials.indexOf(':');
  if (colon === -1) return [decoded(credentials), undefined];
  return [decoded(credentials.slice(0, colon)), decoded(credentials.slice(colon + 1))];
}

function decoded(text: string): string | typeof malformed {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that begins no escape.
    return malformed;
  }
}
