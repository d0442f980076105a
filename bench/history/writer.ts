import type { LinkId } from '../../main/capture/observer.ts';
import type { Recorder } from '../../main/capture/recorder.ts';
import { createRecorder } from '../../main/capture/recorder.ts';
import { noCounter } from '../../main/capture/topic-counter.ts';
import type { History } from '../../main/history/history.ts';
import { lab } from './messages.ts';

/** Records as the app does, as fast as the history takes it. */
export class Writer {
  readonly #history: History;
  readonly #recorder: Recorder;
  readonly #frames: readonly Uint8Array[];
  readonly #link: LinkId;
  #written = 0;

  constructor(history: History, frames: readonly Uint8Array[]) {
    this.#history = history;
    this.#frames = frames;
    this.#recorder = createRecorder({
      source: lab,
      clock: { now: () => 0 },
      index: noCounter,
      store: history.sink(lab),
      log: () => undefined,
      marksLinks: true,
    });
    this.#link = this.#recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 0);
  }

  /** Writes one of them again and again. */
  writeOne(frame: Uint8Array, times: number): void {
    for (let count = 0; count < times; count += 1) this.#record(frame);
  }

  /** Until it wrote so many more or is told to end. Returns how many those were. */
  async write(messages: number, isEnough: () => boolean = () => false): Promise<number> {
    let count = 0;
    while (count < messages && !isEnough()) {
      this.#record(this.#frames[count % this.#frames.length] ?? new Uint8Array(0));
      count += 1;
      // Not more than the queue holds: what is measured is the disk's side.
      if (count % 2_048 === 0) await this.#untilBelow(8 * 1_048_576);
    }
    return count;
  }

  #record(frame: Uint8Array): void {
    this.#written += 1;
    this.#recorder.packet(this.#link, 'received', 4, frame, timeOf(this.#written));
  }

  /** When all of it is on the disk. */
  async stored(): Promise<void> {
    this.#recorder.flush();
    while (this.#history.storedTo(lab) < this.#recorder.lastSequence()) await nextTurn();
  }

  async close(): Promise<void> {
    this.#recorder.close();
    while (this.#history.storedTo(lab) < this.#recorder.lastSequence()) await nextTurn();
    if (this.#recorder.drops().length > 0) throw new Error('Nothing may be dropped here');
  }

  async #untilBelow(bytes: number): Promise<void> {
    do await nextTurn();
    while (this.#history.state().queuedBytes > bytes);
  }
}

/** Microseconds since 1970 of a message by its number: 10,000 come in a second. */
export function timeOf(message: number): number {
  return 1_795_348_825_140_000 + message * 100;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
