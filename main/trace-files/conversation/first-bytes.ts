/** Protocol Name with its length (clause 3.1.2.1), of 3.1.1 and 5.0, and of 3.1. */
const names = ['\0\x04MQTT', '\0\x06MQIsdp'];

/** Whether a stream begins with CONNECT; undefined as long as too little of it is there. */
export function beginsWithConnect(bytes: Uint8Array): boolean | undefined {
  if (bytes.length > 0 && bytes[0] !== 0x10) return false;
  let at = 1;
  while (at < 5 && (bytes[at] ?? 0) > 0x7f) at += 1;
  if (at === 5) return false;
  const text = String.fromCharCode(...bytes.subarray(at + 1, at + 9));
  if (names.some((name) => text.startsWith(name))) return true;
  return names.some((name) => name.startsWith(text)) ? undefined : false;
}

/** What a connection carries that is not MQTT over plain TCP, or of which too little was captured to tell. */
export type OtherContent = 'tls' | 'webSocket' | 'cut' | 'unknown';

/** Bytes of an HTTP request that are looked at. */
const requestBytes = 2_048;

/** What a stream that does not begin with CONNECT carries, as far as bytes that it begins with, or goes on with, tell. */
export function otherContent(bytes: Uint8Array): OtherContent {
  const [type = 0, major, minor = 0] = bytes;
  // The content type of a record (RFC 8446, 5.1), and its version.
  if (type >= 20 && type <= 23 && major === 3 && minor <= 4) return 'tls';
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, requestBytes));
  return /^GET [\s\S]*\r\nupgrade: *websocket\r\n/i.test(text.toString('latin1')) ? 'webSocket' : 'unknown';
}
