import { LastOfDirection } from '../client-facts.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { beginnerOf } from './parties.ts';
import { nameOf } from './words.ts';

type What = 'puback' | 'pubrec' | 'again';

/** Acknowledgements, or what is sent again, are not in the order of the messages. */
export class Order implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  ended(exchange: OpenExchange): void {
    if (exchange.qos === 1 && exchange.packets.length > 1 && isPlain(exchange))
      this.#came('puback', exchange);
  }

  changed(exchange: OpenExchange): void {
    // It changes as well when its connection is lost: nothing came by that.
    if (exchange.qos === 2 && exchange.state === 'pubrel' && !exchange.isAway && isPlain(exchange))
      this.#came('pubrec', exchange);
  }

  sentAgain(_link: LinkTrace, exchange: OpenExchange): void {
    if (!exchange.isPartial && exchange.state !== 'pubcomp') this.#came('again', exchange);
  }

  #came(what: What, exchange: OpenExchange): void {
    const { link, id, facts, direction } = exchange;
    facts.order ??= { received: new LastOfDirection(), sent: new LastOfDirection() };
    const last = facts.order[direction][what];
    if (last.link === link && last.id > id) {
      this.#tell(what, exchange, last.id);
      return;
    }
    last.link = link;
    last.id = id;
  }

  #tell(what: What, exchange: OpenExchange, later: number): void {
    const { client, topic, id, lastTime, packets } = exchange;
    const sender = beginnerOf(exchange, this.#needs.clientSide);
    const receiver = sender === 'client' ? 'server' : 'client';
    const name = what === 'again' ? 'Sent again' : what.toUpperCase();
    this.#needs.found({
      ...{ kind: 'order', time: lastTime, client, topic, exchange: id },
      what: `${name}: ${nameOf(exchange)} comes after a message that began later`,
      packets: [later, ...packets],
      by: what === 'again' ? sender : receiver,
    });
  }
}

/** A delivery that waited begins with its note, not with its PUBLISH. */
function isPlain({ outcome, isPartial, resends, kind, packets, packetsCut }: OpenExchange): boolean {
  const hasWaited = kind === 'delivery' && packets.length + packetsCut > 2;
  return outcome !== 'abandoned' && outcome !== 'broken' && !isPartial && resends === 0 && !hasWaited;
}
