import { hostname, networkInterfaces } from 'node:os';

/**
 * What a `Host` header may say, exactly: a page of another name that resolves to this machine (DNS rebinding) sends
 * its own name here. Nothing is looked up.
 *
 * @param host what the server was told to listen at; for a wildcard, every address of this machine counts
 */
export function allowedHosts(host: string, port: number, devOrigin: string | undefined): ReadonlySet<string> {
  const names = ['127.0.0.1', 'localhost', '[::1]', ...ownNames(host)].map((name) => name.toLowerCase());
  const hosts = names.map((name) => `${name}:${port}`);
  // A browser leaves out the port that its scheme stands for.
  if (port === 80) hosts.push(...names);
  if (devOrigin !== undefined) hosts.push(new URL(devOrigin).host);
  return new Set(hosts);
}

/** Whether a server at this address is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** An address as it stands in a URL. */
export function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function ownNames(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [urlHost(host)];
  const addresses = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).map(({ address }) => address),
  );
  return [hostname(), ...addresses.map(urlHost)];
}
