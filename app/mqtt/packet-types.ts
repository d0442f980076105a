import type { PacketType } from './packet.ts';

/** The control packet types by their number in the fixed header (clause 2.1.2); 0 is reserved. */
export const packetTypes: readonly (PacketType | undefined)[] = [
  undefined,
  'connect',
  'connack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'pingreq',
  'pingresp',
  'disconnect',
  'auth',
];

const numbers = Object.fromEntries(packetTypes.map((type, number) => [type ?? '', number]));

/** The number of a packet type, 1 to 15. */
export function packetTypeNumber(type: PacketType): number {
  return numbers[type] ?? 0;
}

/** The standard's spelling: `PUBLISH`. */
export function packetTypeName(type: PacketType): string {
  return type.toUpperCase();
}
