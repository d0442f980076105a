import type { ProtocolVersion } from '../../app/mqtt/packet.ts';

const name311 = [0, 4, 0x4d, 0x51, 0x54, 0x54];
const name31 = [0, 6, 0x4d, 0x51, 0x49, 0x73, 0x64, 0x70];

/**
 * The protocol that a CONNECT announces, well-formed or not: it decides in which words a refusal is said. `unknown` is
 * a level of MQTT that we do not speak; undefined is no MQTT at all.
 */
export function announcedVersion(frame: Uint8Array): ProtocolVersion | 'unknown' | undefined {
  let start = 1;
  while ((frame[start] ?? 0) > 0x7f && start < 4) start += 1;
  start += 1;
  if (holds(frame, start, name31)) return frame[start + name31.length] === 3 ? 3 : 'unknown';
  if (!holds(frame, start, name311)) return undefined;
  const level = frame[start + name311.length];
  return level === 4 || level === 5 ? level : 'unknown';
}

function holds(frame: Uint8Array, start: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => frame[start + index] === byte);
}
