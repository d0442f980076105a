import type { Subscription } from '../../../app/mqtt/packet.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** A subscription is granted a lower QoS than it asked for. */
export class QosDowngraded implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  subscribed(exchange: OpenExchange, asked: readonly Subscription[], codes: readonly number[]): void {
    for (const [index, { filter, qos }] of asked.entries()) {
      const granted = codes[index] ?? 0;
      if (granted >= qos) continue;
      const { client, id, packets, lastTime } = exchange;
      this.#needs.found({
        ...{ kind: 'qos-downgraded', time: lastTime, client, topic: filter, packets, exchange: id },
        what: `asked for QoS ${qos}, granted QoS ${granted}`,
        by: 'server',
      });
    }
  }
}
