import type { EventLoopUtilization } from 'node:perf_hooks';
import { performance } from 'node:perf_hooks';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import { Flood } from './flood.ts';
import { floodSpan } from './limits.ts';

/** Looks at what is stored, on the engine's own thread, and tells when that becomes a flood and when it is over. */
export class FloodWatch {
  readonly #flood = new Flood();
  readonly #changed: (isOn: boolean) => void;
  #before: EventLoopUtilization = performance.eventLoopUtilization();
  #lookedAt = performance.now();
  /** Only in a flood: else nothing is to be looked at while nothing is stored. */
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: (isOn: boolean) => void) {
    this.#changed = changed;
  }

  get isOn(): boolean {
    return this.#flood.isOn;
  }

  stored(source: SourceId, to: number): void {
    this.#flood.stored(source, to);
    this.#look();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = performance.now();
    const span = now - this.#lookedAt;
    if (span < floodSpan) return;
    const { utilization } = performance.eventLoopUtilization(this.#before);
    this.#before = performance.eventLoopUtilization();
    this.#lookedAt = now;
    const was = this.#flood.isOn;
    this.#flood.passed(span, utilization);
    const { isOn } = this.#flood;
    if (isOn === was) return;
    this.#changed(isOn);
    this.close();
    if (isOn) this.#timer = setInterval(() => this.#look(), floodSpan).unref();
  }
}
