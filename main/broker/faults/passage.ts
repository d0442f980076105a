import type { Clock } from '../../../app/base/clock.ts';
import type { Timers } from '../timers.ts';
import type { FaultyConnection } from './faulty-connection.ts';
import type { HeldPackets } from './held-packets.ts';
import { Lane } from './lane.ts';
import type { SeenPacket } from './seen-packet.ts';
import type { CloseHow, Fate, Verdict } from './verdict.ts';
import { isPlain } from './verdict.ts';

/** What becomes of a packet that neither goes on nor is only dropped or held. */
export type OtherFate = Exclude<Fate, { kind: 'passes' | 'dropped' | 'held' }>;

interface PassageNeeds {
  readonly direction: SeenPacket['direction'];
  readonly connection: FaultyConnection;
  readonly held: HeldPackets;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly isBlocked: () => boolean;
  /** Less waits than before. */
  readonly moved: () => void;
  /** Lets a packet go where it was to go. `verdict` says what is to happen then, `sequence` where it was recorded. */
  readonly go: (packet: SeenPacket, verdict: Verdict, sequence: number) => void;
  readonly meet: (packet: SeenPacket, fate: OtherFate) => void;
  readonly close: (how: CloseHow) => void;
  /** A packet is held, or no longer. */
  readonly changed: () => void;
}

/** A packet on its way, in bytes of its own. */
interface Parcel {
  readonly packet: SeenPacket;
  readonly verdict: Verdict;
  /** What crosses the wire: what came, or what goes out. */
  readonly wire: Uint8Array;
  /** µs since 1970. */
  readonly time: number;
}

/** One direction of a connection with faults: does with each packet what the rules say, and has it recorded. */
export class Passage {
  readonly #needs: PassageNeeds;
  readonly #lane: Lane;
  readonly #heldIds = new Set<number>();

  constructor(needs: PassageNeeds) {
    this.#needs = needs;
    this.#lane = new Lane(needs);
  }

  get lane(): Lane {
    return this.#lane;
  }

  /** `came` is the frame as it came, before it was made ready for the broker. Frames are valid during the call. */
  take(packet: SeenPacket, verdict: Verdict, came: Uint8Array, time: number): void {
    if (isPlain(verdict) && this.#lane.isIdle) {
      const sequence = this.#record(packet, came, time, [], false);
      this.#needs.go(packet, verdict, sequence);
      this.#lane.passed();
      return;
    }
    const own = { ...packet, frame: new Uint8Array(packet.frame) };
    const frame = new Uint8Array(verdict.frame);
    const wire = packet.direction === 'sent' ? frame : new Uint8Array(came);
    this.#follow({ packet: own, verdict: { ...verdict, frame }, wire, time });
  }

  /** Lets go of what is held of this direction. */
  releaseHeld(how: 'pass' | 'drop'): void {
    for (const id of [...this.#heldIds]) this.#needs.held.release(id, how);
  }

  #follow(parcel: Parcel): void {
    const { packet, verdict } = parcel;
    const { fate } = verdict;
    switch (fate.kind) {
      case 'passes':
        this.#goOn(parcel);
        return;
      case 'held':
        this.#hold(parcel, fate);
        return;
      case 'dropped':
        this.#lost(parcel, verdict.notes);
        return;
      default:
        this.#lost(parcel, verdict.notes);
        this.#lane.putLast(packet.frame.length, () => this.#needs.meet(packet, fate));
    }
  }

  #goOn(parcel: Parcel): void {
    const { aside, notes } = parcel.verdict;
    if (aside === undefined || !this.#lane.hasRoomAside) {
      this.#enter(parcel, notes);
      this.#lane.passed();
      return;
    }
    const recorded = this.#came(parcel, notes);
    this.#lane.stepAside(aside, () => this.#enter(parcel, notes, recorded));
  }

  /** Puts it on the line as often as it is to go on. */
  #enter(parcel: Parcel, notes: readonly string[], recorded?: number): void {
    const { packet, verdict, wire, time } = parcel;
    const { direction } = packet;
    for (let copy = 1; copy <= verdict.times; copy += 1) {
      const { due, waits } = this.#lane.reserve(verdict, wire.length);
      const said = [...notes, ...waits, ...copyNote(verdict, copy)];
      const isCopy = direction === 'sent' || copy > 1;
      const isFirst = direction === 'received' && (copy > 1 || recorded === undefined);
      const sequence = isFirst ? this.#record(packet, wire, time, said, isCopy) : (recorded ?? -1);
      this.#lane.put(due, wire.length, () => {
        if (direction === 'sent') this.#record(packet, wire, this.#needs.clock.now(), said, isCopy);
        this.#needs.go(packet, verdict, sequence);
        if (verdict.closesAfter !== undefined && copy === verdict.times) {
          this.#needs.close(verdict.closesAfter);
        }
      });
    }
  }

  #hold(parcel: Parcel, fate: Extract<Fate, { kind: 'held' }>): void {
    const { connection, held, clock, changed } = this.#needs;
    const { packet, verdict } = parcel;
    const rule = fate.rule.rule.name;
    const { direction, type, topic } = packet;
    const clientId = connection.client?.session.clientId ?? '';
    const since = clock.now();
    const size = packet.frame.length;
    let recorded = -1;
    const id = held.hold({ rule, clientId, direction, type, topic, size, since }, (how) => {
      if (id !== undefined) this.#heldIds.delete(id);
      changed();
      const milliseconds = Math.round((clock.now() - since) / 1000);
      if (how === 'pass')
        this.#enter(parcel, [...verdict.notes, `${rule}: held ${milliseconds} ms`], recorded);
      else if (direction === 'sent') this.#lost(parcel, [...verdict.notes, `${rule}: held, then dropped`]);
    });
    if (id !== undefined) {
      this.#heldIds.add(id);
      const sequence = this.#held(parcel, [...verdict.notes, `${rule}: held`]);
      if (sequence !== -1) held.recorded(id, sequence);
      // What goes out is recorded once more when it goes.
      recorded = direction === 'received' ? sequence : -1;
      changed();
      return;
    }
    this.#lost(parcel, [...verdict.notes, `${rule}: no room to hold it, ${whenFullTexts[fate.whenFull]}`]);
    if (fate.whenFull === 'close') this.#lane.putLast(0, () => this.#needs.close('finish'));
  }

  /** What came is recorded when it comes, even if it goes on later. */
  #came({ packet, wire, time }: Parcel, notes: readonly string[]): number {
    return packet.direction === 'received' ? this.#record(packet, wire, time, notes, false) : -1;
  }

  /** What waits to go out is recorded when it is held, and once more when it goes; at QoS 0 no handshake waits for it. */
  #held(parcel: Parcel, notes: readonly string[]): number {
    const { packet, wire } = parcel;
    if (packet.direction === 'received') return this.#came(parcel, notes);
    const isUnanswered = packet.type === 'publish' && ((wire[0] ?? 0) & 6) === 0;
    return isUnanswered ? -1 : this.#record(packet, wire, this.#needs.clock.now(), notes, true);
  }

  /** It goes no further. What did not go out is recorded all the same: that is what a fault is to be seen by. */
  #lost({ packet, wire, time }: Parcel, notes: readonly string[]): void {
    this.#record(packet, wire, time, notes, packet.direction === 'sent');
  }

  /** Copies that go out are recorded only where a fault touched them: the message was when it came in. */
  #record(
    packet: SeenPacket,
    frame: Uint8Array,
    time: number,
    faults: readonly string[],
    isCopy: boolean,
  ): number {
    const { direction, version, type } = packet;
    if (faults.length === 0 && direction === 'sent' && type === 'publish') return -1;
    const touch = faults.length === 0 ? undefined : { faults, isCopy };
    return this.#needs.connection.stream.record(direction, frame, version, time, touch);
  }
}

const whenFullTexts = { drop: 'dropped', close: 'connection closed' } as const;

function copyNote({ times, doubledBy }: Verdict, copy: number): readonly string[] {
  return times === 1 ? [] : [`${doubledBy ?? ''}: duplicated ${copy}/${times}`];
}
