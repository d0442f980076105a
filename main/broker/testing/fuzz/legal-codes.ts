/** Reason codes of a server's CONNACK by protocol level, and of its DISCONNECT, as the standard lists them. */
const connackOf3 = [0, 1, 2, 3, 4, 5];
const connackOf5 = [
  0x00, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8c, 0x90, 0x95, 0x97, 0x99, 0x9a,
  0x9b, 0x9c, 0x9d, 0x9f,
];
const disconnectOf5 = [
  0x00, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8b, 0x8d, 0x8e, 0x8f, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98,
  0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2,
];

/** What is wrong with a packet that a server sent, as far as its type and its code tell; undefined if nothing is. */
export function illegal(packet: Uint8Array): string | undefined {
  const [first = 0, , third = 0, fourth = 0] = packet;
  const type = first >> 4;
  if ([1, 8, 10, 12].includes(type) || type === 0) return `a server sends no packet of type ${type}`;
  if (type === 2) {
    const codes = packet.length === 4 ? connackOf3 : connackOf5;
    return codes.includes(fourth) ? undefined : `CONNACK has no code ${fourth}`;
  }
  if (type === 14) return disconnectOf5.includes(third) ? undefined : `DISCONNECT has no code ${third}`;
  return undefined;
}
