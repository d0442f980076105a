/** An IPv4 address as a socket for both says it. */
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** `127.0.0.1:50412`, `[::1]:50412`. */
export function addressOf(host: string | undefined, port: number | undefined): string {
  if (host === undefined) return 'unknown';
  const plain = mapped.exec(host)?.[1] ?? host;
  return plain.includes(':') ? `[${plain}]:${port ?? 0}` : `${plain}:${port ?? 0}`;
}
