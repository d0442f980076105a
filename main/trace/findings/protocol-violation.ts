import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { inUseClauses } from './packet-id.ts';
import { aliasClauses } from './topic-alias.ts';
import { wrongWith } from './words.ts';

/** A packet violates the standard; what has a finding of its own is left to that. */
export class ProtocolViolation implements TraceWatch {
  readonly skipsPlain = true;
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  begun(exchange: OpenExchange): void {
    if (exchange.clause !== '') this.#look(exchange);
  }

  changed(exchange: OpenExchange): void {
    if (exchange.clause !== '') this.#look(exchange);
  }

  ended(exchange: OpenExchange): void {
    if (exchange.clause !== '') this.#look(exchange);
  }

  #look(exchange: OpenExchange): void {
    const { clause, isViolation } = exchange;
    if (isViolation || inUseClauses.has(clause) || aliasClauses.test(clause)) return;
    exchange.isViolation = true;
    const { client, topic, id, packets, lastTime, direction } = exchange;
    const { clientSide, isBroker } = this.#needs;
    // With one packet it is its sender's; else a connection of ours judges its server, the embedded broker its clients.
    const isClients = packets.length === 1 ? direction === clientSide : isBroker;
    this.#needs.found({
      ...{ kind: 'protocol-error', time: lastTime, client, topic, packets, exchange: id },
      what: `${wrongWith(exchange)} [${clause}]`,
      by: isClients ? 'client' : 'server',
    });
  }
}
