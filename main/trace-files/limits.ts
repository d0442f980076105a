/** A captured packet, or another block of a capture file that has to be looked at; more is no capture of a network. */
export const longestBlock = 4 * 1_048_576;
/** Interfaces of one section of a pcapng file. */
export const mostInterfaces = 1_024;
/** VLAN tags and IPv6 extension headers that one packet may have. */
export const mostHeaders = 8;

/** TCP connections that are followed at one time; beyond these the one that was silent for longest is ended. */
export const mostConnections = 20_000;
/** Bytes and segments of one direction that wait for a segment before them … */
export const waitingBytes = 4 * 1_048_576;
export const waitingSegments = 4_096;
/** … and bytes of all connections together. */
export const allWaitingBytes = 64 * 1_048_576;
/** Packets of a connection after its receiver has confirmed what is missing, until that is taken for lost. */
export const packetsUntilLost = 8;

/** Bytes in which the beginning of a control packet is looked for, where a capture began in the middle. */
export const soughtBytes = 1_048_576;
/** Packets that perhaps begin somewhere, and need more bytes to tell. */
export const soughtChains = 32;
/** Bytes that may be decoded for each byte in which one is looked for, and how many at most at one time. */
export const searchWorkPerByte = 4;
export const mostSearchWork = 524_288;
/** A control packet of a capture (clause 2.1.4 allows 268,435,460 bytes); the history keeps none that is longer. */
export const longestFrame = 64 * 1_048_576;
/** Bytes of all connections that wait for the rest of their control packet. */
export const allFrameBytes = 128 * 1_048_576;
