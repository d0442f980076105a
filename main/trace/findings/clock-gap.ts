import { duration, secondsText } from '../../../app/base/duration.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { Acceptance, TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** Connections with a keep alive that are watched at once. */
const watched = 1_000;

/** The clock jumped: the machine slept, or somebody set it. */
export class ClockGap implements TraceWatch {
  readonly #needs: RuleNeeds;
  readonly #open = new Set<LinkTrace>();

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  connected(link: LinkTrace, _acceptance: Acceptance, _moment: Moment): void {
    this.#watch(link);
  }

  resumed(link: LinkTrace): void {
    if (link.isUp) this.#watch(link);
  }

  disconnected(link: LinkTrace): void {
    this.#open.delete(link);
  }

  #watch(link: LinkTrace): void {
    if (link.keepAlive > 0 && this.#open.size < watched) this.#open.add(link);
  }

  jumped(before: number, { time, sequence }: Moment): void {
    const { sleepSeconds, clockBackSeconds } = this.#needs.thresholds;
    if (before - time >= clockBackSeconds * 1e6) {
      this.#tell(time, sequence, `the clock went back by ${duration(before - time)}`);
      return;
    }
    const gap = time - before;
    const overdue = [...this.#open].find(({ keepAlive }) => gap > keepAlive * 1.5e6);
    if (gap < sleepSeconds * 1e6 || overdue === undefined) return;
    const keepAlive = secondsText(overdue.keepAlive);
    const what = `nothing for ${duration(gap)}, with connections open whose keep alive is ${keepAlive}`;
    this.#tell(time, sequence, what);
  }

  #tell(time: number, sequence: number, what: string): void {
    this.#needs.found({ kind: 'clock-gap', time, client: '', what, packets: [sequence], by: 'server' });
  }
}
