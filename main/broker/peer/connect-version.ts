import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';

const name311 = [0, 4, 0x4d, 0x51, 0x54, 0x54];
const name31 = [0, 6, 0x4d, 0x51, 0x49, 0x73, 0x64, 0x70];

/** What the first packet on a connection shows before it is read. */
export interface Greeting {
  readonly isConnect: boolean;
  /** A CONNECT of MQTT, of a level that we speak or not: only that is answered by a refusal. */
  readonly isMqtt: boolean;
  /** Undefined if we do not speak it. */
  readonly version: ProtocolVersion | undefined;
}

export function greetingOf(frame: Uint8Array): Greeting {
  const isConnect = (frame[0] ?? 0) >> 4 === 1;
  const announced = isConnect ? announcedVersion(frame) : undefined;
  return {
    isConnect,
    isMqtt: announced !== undefined,
    version: announced === 'unknown' ? undefined : announced,
  };
}

/**
 * The protocol that a CONNECT announces, well-formed or not: it decides in which words a refusal is said. `unknown` is
 * a level of MQTT that we do not speak; undefined is no MQTT at all.
 */
function announcedVersion(frame: Uint8Array): ProtocolVersion | 'unknown' | undefined {
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

/** The first bytes of a connection: throws where they cannot become a CONNECT. */
export function checkBeginning([first = 0]: Uint8Array): void {
  if (first >> 4 === 1) return;
  throw new ProtocolError(0x82, 'MQTT-3.1.0-1', 'What came first is not a CONNECT', 0);
}
