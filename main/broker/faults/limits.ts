/** Packets that are held until somebody lets them go, over all connections, and their bytes. */
export const heldPackets = 1_000;
export const heldBytes = 16_777_216;
/** Bytes of received packets that wait on one connection before it is read no further. */
export const lineBytes = 1_048_576;
/** What a waiting packet is counted with beside its bytes. */
export const packetWeight = 128;
/** Packets that have stepped aside on one connection and direction; a further one keeps its place. */
export const asidePackets = 1_000;
