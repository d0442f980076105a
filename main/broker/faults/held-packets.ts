import type { Direction } from '../../../app/contract/areas/common.ts';
import type { PacketType } from '../../../app/mqtt/packet.ts';
import { heldBytes, heldPackets, packetWeight } from './limits.ts';

/** A packet that waits for somebody to let it go. */
export interface HeldPacket {
  /** The name of the rule that holds it. */
  readonly rule: string;
  readonly clientId: string;
  readonly direction: Direction;
  /** Undefined for the reserved type. */
  readonly type: PacketType | undefined;
  readonly topic: string | undefined;
  /** Bytes of the frame. */
  readonly size: number;
  /** µs since 1970. */
  readonly since: number;
  /** Of its record, if it has one. */
  readonly sequence?: number;
}

/** Called once: the packet goes on, or it is dropped. */
type Release = (how: 'pass' | 'drop') => void;

interface Entry {
  packet: HeldPacket;
  readonly release: Release;
}

/** All packets that are held, over all connections of a broker, within bounds. */
export class HeldPackets {
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;
  #bytes = 0;
  #overflowed = 0;

  /** How many found no room. */
  get overflowed(): number {
    return this.#overflowed;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** In the order in which they came, at most `count` of them. */
  list(count: number): readonly (HeldPacket & { readonly id: number })[] {
    const list: (HeldPacket & { readonly id: number })[] = [];
    for (const [id, { packet }] of this.#entries) {
      if (list.length === count) break;
      list.push({ id, ...packet });
    }
    return list;
  }

  /** Keeps it, and returns by what it is known; undefined if there is no room. */
  hold(packet: HeldPacket, release: Release): number | undefined {
    const bytes = this.#bytes + packet.size + packetWeight;
    if (this.#entries.size >= heldPackets || bytes > heldBytes) {
      this.#overflowed += 1;
      return undefined;
    }
    this.#bytes = bytes;
    this.#lastId += 1;
    this.#entries.set(this.#lastId, { packet, release });
    return this.#lastId;
  }

  /** The record of it is known. */
  recorded(id: number, sequence: number): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.packet = { ...entry.packet, sequence };
  }

  /** Returns whether it was still held. */
  release(id: number, how: 'pass' | 'drop'): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#entries.delete(id);
    this.#bytes -= entry.packet.size + packetWeight;
    entry.release(how);
    return true;
  }

  /** Lets go of those, in order. Returns how many. */
  releaseAll(how: 'pass' | 'drop', isMeant: (packet: HeldPacket) => boolean): number {
    const ids = [...this.#entries].filter(([, { packet }]) => isMeant(packet)).map(([id]) => id);
    return ids.filter((id) => this.release(id, how)).length;
  }
}
