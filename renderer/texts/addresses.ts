const lists = new Intl.ListFormat('en', { type: 'disjunction' });

/** `192.0.2.7 or [2001:db8::1]`; undefined if there are none. */
export function addressList(addresses: readonly string[]): string | undefined {
  if (addresses.length === 0) return undefined;
  return lists.format(addresses.map((address) => (address.includes(':') ? `[${address}]` : address)));
}
