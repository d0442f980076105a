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
