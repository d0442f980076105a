/** What a client speaks that took this port for one of another kind, in one sentence; undefined if it may be MQTT. */
export function strangerIn(first: Uint8Array): string | undefined {
  // A handshake record of TLS: as MQTT it would be a CONNECT with reserved flags.
  if (first[0] === 0x16 && first[1] === 0x03) return 'It speaks TLS on a port without TLS.';
  // Most are not: a CONNECT has no letter here.
  if ((first[0] ?? 0) < 0x41) return undefined;
  const method = String.fromCharCode(...first.subarray(0, 5));
  return /^(GET |POST |HEAD |PUT )/.test(method)
    ? 'It speaks HTTP, or WebSocket, on a port that takes MQTT alone.'
    : undefined;
}
