import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** What the standard says of topic aliases (clause 3.3.2.3.4). */
export const aliasClauses = /^(?:MQTT-3\.3\.2-(?:7|8|9|10|11|12)|3\.3\.2\.3\.4)$/;
const aliasInvalid = 0x94;

/** A topic alias is 0, above what the receiver takes, or stands for nothing. */
export class TopicAlias implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  ended(exchange: OpenExchange): void {
    const { clause, reason, kind } = exchange;
    const isTold = kind === 'disconnect' && reason?.code === aliasInvalid;
    if (!isTold && (clause === '' || !aliasClauses.test(clause))) return;
    const { client, topic, id, packets, lastTime, detail, direction } = exchange;
    const isClients = direction === this.#needs.clientSide;
    this.#needs.found({
      ...{ kind: 'topic-alias', time: lastTime, client, topic, packets, exchange: id },
      what: isTold ? 'DISCONNECT 0x94: Topic Alias invalid' : detail,
      // Who says DISCONNECT has found fault with the other end.
      by: isTold === isClients ? 'server' : 'client',
    });
  }
}
