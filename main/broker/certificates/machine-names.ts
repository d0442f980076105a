import { hostname, networkInterfaces } from 'node:os';
import type { MachineNames } from './identity.ts';

/** More would only make the handshake longer. */
const mostAddresses = 64;

/** This machine's name and the addresses that others reach it by, loopback included. */
export function machineNames(): MachineNames {
  const host = hostname().toLowerCase();
  // A certificate takes only names that the DNS would take.
  const name = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host) ? host : 'localhost';
  const addresses = networkAddresses().map(({ address }) => address);
  return { name, names: [...new Set([name, 'localhost', '127.0.0.1', '::1', ...addresses])] };
}

/** Addresses that other machines may reach this one by, with the name of their network interface. */
export function networkAddresses(): readonly { readonly name: string; readonly address: string }[] {
  const all = Object.entries(networkInterfaces()).flatMap(([name, entries]) =>
    (entries ?? [])
      // A link-local address means something only together with an interface of the one who asks.
      .filter((entry) => !entry.internal && !entry.address.startsWith('fe80:'))
      .map(({ address }) => ({ name, address })),
  );
  return all.slice(0, mostAddresses);
}
