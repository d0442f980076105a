import type { Direction } from '../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';

/** The packet at hand: where it lies and what its record says of it. One object is filled again for each. */
export interface PacketView {
  sequence: number;
  time: number;
  link: number;
  direction: Direction;
  version: ProtocolVersion;
  /** The record's bytes; the frame lies from `start` to `end`. */
  data: Buffer;
  start: number;
  end: number;
  /** The topic that an alias stood for lies from here to `start`. */
  aliasStart: number;
  /** What faults did with it. */
  faults: readonly string[];
  /** Not another message: a fault made it a second time, or it is one that the broker sends on. */
  isCopy: boolean;
}

/** One to be filled: nothing is read of it before. */
export function createPacketView(): PacketView {
  return {
    sequence: 0,
    time: 0,
    link: 0,
    direction: 'received',
    version: 4,
    data: Buffer.alloc(0),
    start: 0,
    end: 0,
    aliasStart: 0,
    faults: [],
    isCopy: false,
  };
}

/** A view of the frame, for who decodes it. */
export function frameOf({ data, start, end }: PacketView): Uint8Array {
  return data.subarray(start, end);
}

/** Whether a fault let it go no further: the other end has not got it. */
export function isLost({ faults }: PacketView): boolean {
  return faults.some((phrase) => /dropped$|closed before it$|, connection closed$/.test(phrase));
}

/** Whether a fault made it: it was said once, and goes on so many times more. */
export function isExtra({ faults }: PacketView): boolean {
  return faults.some((phrase) => /: duplicated (?!1\/)\d+\/\d+$/.test(phrase));
}
