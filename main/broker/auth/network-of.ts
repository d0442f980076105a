/** Groups of four digits that name a network of IPv6; a host has as many addresses in it as it likes. */
const networkGroups = 4;

/** What a host cannot change of its `address`, which is `host:port`: all of IPv4, of IPv6 the network. */
export function networkOf(address: string): string {
  const host = address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  if (!host.includes(':')) return host;
  const [front = '', back] = host.split('::');
  const groups = front.split(':');
  if (back !== undefined) {
    const missing = 8 - groups.length - back.split(':').length;
    groups.push(...Array.from({ length: missing }, () => '0'), ...back.split(':'));
  }
  return groups
    .slice(0, networkGroups)
    .map((group) => (group === '' ? '0' : group))
    .join(':');
}
