import type { Clock } from '../../../app/base/clock.ts';
import type { GateSettings, HeldType, LabState } from '../../../app/contract/areas/lab.ts';
import { heldType } from '../../../app/contract/areas/lab.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { AcknowledgementPacket, Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { mayCarryReason } from '../../../app/mqtt/reason-codes.ts';
import type { Touch } from '../../capture/observer.ts';

/** Packets that wait; what comes beyond goes out at once and is counted. */
const heldPackets = 10_000;
/** Those that are shown. */
const shownPackets = 100;
/** From here on a code is an error, which ends a QoS 2 handshake (clause 4.3.3). */
const firstError = 0x80;

/** By this name records tell of what is done here. */
const labName = 'session lab';

/** Where frames go on the connection at hand. */
interface Passage {
  readonly version: ProtocolVersion;
  /** QoS 2 identifiers that came in and were not released. */
  readonly received: Set<number>;
  /** Has it recorded that the frame is held back. */
  readonly holdBack: (frame: Uint8Array, touch: Touch) => void;
  /** Sends a frame and has recorded what was done to it; `packet` is what somebody waits to hear of. */
  readonly letGo: (frame: Uint8Array, packet: Packet | undefined, touch: Touch) => void;
}

interface Held {
  readonly type: HeldType;
  readonly id: number;
  readonly frame: Uint8Array;
  /** What was changed in it, in phrases. */
  readonly changes: readonly string[];
  readonly packet: Packet | undefined;
  readonly since: number;
  /** It goes out by itself. */
  readonly timer: NodeJS.Timeout | undefined;
}

const open: GateSettings = { holds: [], delayMs: 0 };

/** Stands before the socket and holds back, delays or changes acknowledgements, as a tester wants it. */
export class AcknowledgementGate {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #settings: GateSettings = open;
  #isOpen = true;
  #held: Held[] = [];
  #overflow = 0;
  #passage: Passage | undefined;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Nothing is held, delayed or changed: nearly always, and then a packet costs this look. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  read(): Pick<LabState, 'gate' | 'held' | 'heldCount' | 'overflow'> {
    const held = this.#held
      .slice(0, shownPackets)
      .map(({ type, id, since, timer }) => ({ type, packetId: id, since, isDelayed: timer !== undefined }));
    return { gate: this.#settings, held, heldCount: this.#held.length, overflow: this.#overflow };
  }

  /** What is held and need not be any longer goes out. */
  set(settings: GateSettings): void {
    this.#settings = settings;
    this.#isOpen = settings.holds.length === 0 && settings.delayMs === 0 && settings.reasonCode === undefined;
    this.#letGo(({ type, timer }) => timer === undefined && !settings.holds.includes(type));
    this.#changed();
  }

  /** A connection begins: what passes goes there. */
  begin(passage: Passage): void {
    this.#passage = passage;
    this.#overflow = 0;
  }

  /** It is over, and so are its acknowledgements: on a resumed session the messages come again [MQTT-4.4.0-1]. */
  end(): void {
    for (const { timer } of this.#held) clearTimeout(timer);
    this.#held = [];
    this.#passage = undefined;
    this.#changed();
  }

  /** The frame to send now, as it is; undefined if it has to wait, or went out changed. */
  pass(frame: Uint8Array, packet: Packet | undefined): Uint8Array | undefined {
    const type = this.#isOpen ? undefined : heldTypeOf(frame);
    if (type === undefined || this.#passage === undefined) return frame;
    const { holds, delayMs } = this.#settings;
    const said = decode(frame, this.#passage.version, 'client');
    if (!isAcknowledgement(said)) return frame;
    const changed = this.#changedFrame(frame, said, this.#passage);
    const changes = changed === frame ? [] : [`rewritten to ${hex(this.#settings.reasonCode)}`];
    const isHeld = holds.includes(type);
    const hasRoom = this.#held.length < heldPackets;
    if ((!isHeld && delayMs === 0) || !hasRoom) {
      if (!hasRoom) this.#overflow += 1;
      if (changes.length === 0) return frame;
      this.#passage.letGo(changed, packet, touched(changes));
      return undefined;
    }
    const { id } = said;
    const timer = isHeld ? undefined : setTimeout(() => this.#letGo((other) => other === held), delayMs);
    const held: Held = { type, id, frame: changed, changes, packet, since: this.#clock.now(), timer };
    this.#held.push(held);
    this.#passage.holdBack(changed, touched([...changes, 'held']));
    this.#changed();
    return undefined;
  }

  /** Sends those that are held, or the one. Returns how many. */
  release(one: { readonly type: HeldType; readonly packetId: number } | undefined): number {
    return this.#letGo(
      ({ type, id, timer }) =>
        timer === undefined && (one === undefined || (type === one.type && id === one.packetId)),
    );
  }

  #letGo(isReleased: (held: Held) => boolean): number {
    const released = new Set(this.#held.filter(isReleased));
    if (released.size === 0) return 0;
    this.#held = this.#held.filter((held) => !released.has(held));
    const now = this.#clock.now();
    for (const { frame, changes, packet, timer, since } of released) {
      clearTimeout(timer);
      const waited = `held ${Math.round((now - since) / 1_000)} ms`;
      this.#passage?.letGo(frame, packet, touched([...changes, waited]));
    }
    this.#changed();
    return released.size;
  }

  /** The same frame where nothing in it is to be another. */
  #changedFrame(frame: Uint8Array, said: AcknowledgementPacket, { version, received }: Passage): Uint8Array {
    const { reasonCode } = this.#settings;
    if (reasonCode === undefined || reasonCode === said.reasonCode || said.type === 'pubrel') return frame;
    if (!mayCarryReason(said.type, reasonCode, version, 'client')) return frame;
    // A PUBREC with an error is the end of it: the identifier is free again.
    if (said.type === 'pubrec' && reasonCode >= firstError) received.delete(said.id);
    return encode({ ...said, reasonCode }, version);
  }
}

/** As the broker's faults say it of what goes out. */
function touched(how: readonly string[]): Touch {
  return { faults: how.map((phrase) => `${labName}: ${phrase}`), isCopy: true };
}

function hex(code = 0): string {
  return `0x${code.toString(16).padStart(2, '0')}`;
}

const typesByNumber = new Map<number, HeldType>([
  [4, 'puback'],
  [5, 'pubrec'],
  [6, 'pubrel'],
  [7, 'pubcomp'],
]);

function isAcknowledgement(packet: Packet): packet is AcknowledgementPacket {
  return heldType.options.some((type) => type === packet.type);
}

function heldTypeOf(frame: Uint8Array): HeldType | undefined {
  return typesByNumber.get((frame[0] ?? 0) >> 4);
}
