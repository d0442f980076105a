import { duration, secondsText } from '../../../app/base/duration.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** After so many times the keep alive the server closes the connection [MQTT-3.1.2-22]. */
const missed = 1.5;

/** A client says nothing for longer than its keep alive. */
export class KeepAlive implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  silent(link: LinkTrace, since: number, { time, sequence }: Moment, isEnd: boolean): void {
    const keepAlive = link.keepAlive * 1e6;
    const near = keepAlive * this.#needs.thresholds.keepAliveNear;
    if (!link.isUp || time - since < near) return;
    const silence = time - since - this.#needs.stoodStill({ from: since, to: time });
    // Before a connection ends all is read that was said: nothing lay in its socket, unless its machine slept as well.
    if (silence < (isEnd ? keepAlive : near)) return;
    const times = (isEnd ? time - since : silence) / keepAlive;
    this.#needs.found({
      kind: times < missed ? 'keep-alive-near' : 'keep-alive-missed',
      ...{ time, client: link.session.client, packets: [sequence] },
      what: `nothing for ${duration(time - since)}; keep alive ${secondsText(link.keepAlive)}`,
      by: 'client',
    });
  }
}
