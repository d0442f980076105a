import type { Direction } from '../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import { runPackets, shortDelay } from './limits.ts';
import type { LinkId } from './observer.ts';
import { acknowledgementSize } from './record-layout.ts';

/** Takes acknowledgements, end to end in `frames`, that crossed a link in one direction at one time. */
type OnRun = (
  link: LinkId,
  direction: Direction,
  version: ProtocolVersion,
  frames: Uint8Array,
  time: number,
) => void;

/** PUBACK, PUBREC, PUBREL or PUBCOMP without reason and properties. */
export function isPlainAcknowledgement(frame: Uint8Array): boolean {
  const type = (frame[0] ?? 0) >> 4;
  return frame.byteLength === acknowledgementSize && type >= 4 && type <= 7;
}

/**
 * Gathers acknowledgements into runs, because one record for each of the many that a read brings, or that go out with
 * its answers, would cost more than the messages. A run ends with its time; within a direction the order stays that of
 * the wire, and what was received comes before what was sent.
 */
export class AcknowledgementRuns {
  readonly #onRun: OnRun;
  readonly #onDue: () => void;
  readonly #received = new Run('received');
  readonly #sent = new Run('sent');
  #time = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onDue`: what was gathered has waited long enough, and is to be flushed with all that stands before it. */
  constructor(onRun: OnRun, onDue: () => void) {
    this.#onRun = onRun;
    this.#onDue = onDue;
  }

  add(link: LinkId, direction: Direction, version: ProtocolVersion, frame: Uint8Array, time: number): void {
    if (time !== this.#time) this.flush();
    const run = direction === 'sent' ? this.#sent : this.#received;
    if (!run.takes(link, version)) this.#end(direction);
    this.#time = time;
    run.add(link, version, frame);
    this.#timer ??= setTimeout(() => this.#due(), shortDelay);
  }

  /** Something else crosses: what came before it is to stand before it. */
  before(direction: Direction, time: number): void {
    if (time !== this.#time) this.flush();
    else this.#end(direction);
  }

  flush(): void {
    this.#end('sent');
  }

  /** Those received stand before what they brought about. */
  endReceived(): void {
    this.#end('received');
  }

  close(): void {
    this.flush();
    clearTimeout(this.#timer);
  }

  #end(direction: Direction): void {
    this.#received.end(this.#time, this.#onRun);
    if (direction === 'sent') this.#sent.end(this.#time, this.#onRun);
  }

  #due(): void {
    this.#timer = undefined;
    this.#onDue();
  }
}

/** The run of one direction. */
class Run {
  readonly #direction: Direction;
  readonly #bytes = new Uint8Array(runPackets * acknowledgementSize);
  #filled = 0;
  #link: LinkId | undefined;
  #version: ProtocolVersion = 4;

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  /** Whether it goes on with an acknowledgement of that link. */
  takes(link: LinkId, version: ProtocolVersion): boolean {
    if (this.#filled === 0) return true;
    return this.#link === link && this.#version === version && this.#filled < this.#bytes.byteLength;
  }

  add(link: LinkId, version: ProtocolVersion, frame: Uint8Array): void {
    this.#link = link;
    this.#version = version;
    // By index: `set` takes longer for four bytes.
    for (let index = 0; index < acknowledgementSize; index += 1) {
      this.#bytes[this.#filled + index] = frame[index] ?? 0;
    }
    this.#filled += acknowledgementSize;
  }

  end(time: number, onRun: OnRun): void {
    if (this.#filled === 0 || this.#link === undefined) return;
    const frames = this.#bytes.subarray(0, this.#filled);
    this.#filled = 0;
    onRun(this.#link, this.#direction, this.#version, frames, time);
  }
}
