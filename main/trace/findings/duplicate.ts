import { RecentExchanges } from '../client-facts.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { nameOf } from './words.ts';

/** A message came twice: at QoS 1 that may be, at QoS 2 it must not. */
export class Duplicate implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  ended({ direction, qos, kind, facts, packetId, topic, id, outcome }: OpenExchange): void {
    if (qos === 0 || direction !== 'received' || kind !== 'publish') return;
    if (outcome === 'abandoned' || outcome === 'refused') return;
    facts.recent ??= new RecentExchanges();
    facts.recent.add(packetId, qos, topic, id);
  }

  sentAgain(_link: LinkTrace, exchange: OpenExchange, isFromClient: boolean): void {
    const { direction, qos, packets, wasLost, isPartial, facts, packetId, topic } = exchange;
    // Whether the first one arrived is known only where it was received.
    if (direction !== 'received' || exchange.state === 'pubcomp') return;
    const by = isFromClient ? 'client' : 'server';
    if (qos === 1 && packets.length > 1 && !wasLost) this.#tell('duplicate', exchange, packets, by);
    const earlier = isPartial ? facts.recent?.find(packetId, qos, topic) : undefined;
    if (earlier === undefined) return;
    this.#tell(qos === 2 ? 'duplicate-qos2' : 'duplicate', exchange, [earlier, ...packets], by);
  }

  #tell(
    kind: 'duplicate' | 'duplicate-qos2',
    exchange: OpenExchange,
    packets: readonly number[],
    by: 'client' | 'server',
  ): void {
    const { client, topic, id, lastTime, resends } = exchange;
    const what = `${nameOf(exchange)} came ${resends + 1} times: whoever gets it has it as often`;
    this.#needs.found({ ...{ kind, time: lastTime, client, topic, what, packets, exchange: id, by } });
  }
}
