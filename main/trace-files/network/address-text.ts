/** `10.0.7.21:1883`, `[fe80::1]:1883`; the address has 4 or 16 bytes. */
export function endpointText(address: Uint8Array, port: number): string {
  return address.byteLength === 4 ? `${address.join('.')}:${port}` : `[${ipv6Text(address)}]:${port}`;
}

/** As RFC 5952 wants it: the longest run of two or more zero groups is left out. */
function ipv6Text(address: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((address[2 * index] ?? 0) << 8) | (address[2 * index + 1] ?? 0)).toString(16),
  );
  const text = groups.join(':');
  const runs = [...text.matchAll(/\b0(:0)+\b/g)].map((match) => ({
    at: match.index,
    length: match[0].length,
  }));
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), { at: 0, length: 0 });
  if (longest.length === 0) return text;
  const [before, after] = [text.slice(0, longest.at), text.slice(longest.at + longest.length)];
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}

interface Endpoint {
  readonly address: Uint8Array;
  readonly port: number;
}

/** Reads what `endpointText` writes, also with the zone of a link (`[fe80::1%eth0]:1883`); undefined for a name or anything else. */
export function readEndpoint(text: string): Endpoint | undefined {
  const parts = /^(?:\[([0-9a-fA-F:.]+)(?:%[^\]]+)?\]|([0-9.]+)):(\d{1,5})$/.exec(text);
  const port = Number(parts?.[3] ?? Number.NaN);
  if (parts === null || port > 65_535) return undefined;
  const address = parts[1] === undefined ? readIpv4(parts[2] ?? '') : readIpv6(parts[1]);
  return address === undefined ? undefined : { address, port };
}

function readIpv4(text: string): Uint8Array | undefined {
  const bytes = text.split('.').map(Number);
  const isAddress = bytes.length === 4 && bytes.every((byte) => Number.isInteger(byte) && byte <= 255);
  return isAddress && !text.split('.').includes('') ? Uint8Array.from(bytes) : undefined;
}

function readIpv6(text: string): Uint8Array | undefined {
  const mapped = /^(.*:)([0-9.]+\.[0-9.]+)$/.exec(text);
  if (mapped !== null) {
    const last = readIpv4(mapped[2] ?? '');
    // A client of IPv4 at a listener for both: `::ffff:127.0.0.1`.
    return last !== undefined && /^::ffff:$/i.test(mapped[1] ?? '') ? last : undefined;
  }
  const [before = '', after, ...more] = text.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = 8 - head.length - tail.length;
  if (more.length > 0 || zeros < 0 || (after === undefined ? zeros > 0 : zeros < 1)) return undefined;
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return Uint8Array.from(groups.flatMap((group) => bytesOf(Number.parseInt(group, 16))));
}

function bytesOf(group: number): readonly number[] {
  return [group >> 8, group & 0xff];
}
