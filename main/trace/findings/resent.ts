import { duration } from '../../../app/base/duration.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { nameOf } from './words.ts';

/** A packet is sent again because its answer did not come. */
export class Resent implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  sentAgain(link: LinkTrace, exchange: OpenExchange, isFromClient: boolean): void {
    const { client, topic, packets, id, firstTime, lastTime, isPartial, firstLink } = exchange;
    const packet = exchange.state === 'pubcomp' ? `PUBREL id ${exchange.packetId}` : nameOf(exchange);
    const where = firstLink === link.number && !isPartial ? 'on the same connection' : 'on a resumed session';
    const after = isPartial ? '' : ` after ${duration(lastTime - firstTime)}`;
    this.#needs.found({
      kind: 'resent',
      time: lastTime,
      ...{ client, topic, packets, exchange: id },
      what: `${packet} sent again${after}, ${where}`,
      by: isFromClient ? 'client' : 'server',
    });
  }
}
