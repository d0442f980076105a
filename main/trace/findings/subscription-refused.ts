import type { Subscription } from '../../../app/mqtt/packet.ts';
import { reasonName } from '../../../app/mqtt/reason-codes.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** The server does not accept a subscription. */
export class SubscriptionRefused implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  subscribed(exchange: OpenExchange, asked: readonly Subscription[], codes: readonly number[]): void {
    for (const [index, { filter }] of asked.entries()) {
      const code = codes[index] ?? 0;
      if (code < 0x80) continue;
      const { client, id, packets, lastTime, version } = exchange;
      this.#needs.found({
        ...{ kind: 'subscription-refused', time: lastTime, client, topic: filter, packets, exchange: id },
        what: `SUBACK 0x${code.toString(16)}: ${reasonName('suback', code, version)}`,
        by: 'server',
      });
    }
  }
}
