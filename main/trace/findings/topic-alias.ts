import { z } from 'zod';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { TraceWatch } from '../watch.ts';
import { memoryOf } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';
import { wrongWith } from './words.ts';

/** What the standard says of topic aliases (clause 3.3.2.3.4). */
export const aliasClauses = /^(?:MQTT-3\.3\.2-(?:7|8|9|10|11|12)|3\.3\.2\.3\.4)$/;
const aliasInvalid = 0x94;

/** A topic alias is 0, above what the receiver takes, or stands for nothing. */
export class TopicAlias implements TraceWatch {
  readonly skipsPlain = true;
  readonly #needs: RuleNeeds;
  /** By their links: DISCONNECT packets that told of one, of which the end of the connection tells once more. */
  readonly #told = new Map<string, number>();
  readonly memory = memoryOf('topic-alias', this.#told, z.number());

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  ended(exchange: OpenExchange): void {
    const { clause, reason, kind } = exchange;
    const isTold = kind === 'disconnect' && reason?.code === aliasInvalid;
    if (!isTold && (clause === '' || !aliasClauses.test(clause))) return;
    const { client, topic, id, packets, lastTime, direction, link } = exchange;
    const isClients = direction === this.#needs.clientSide;
    const before = this.#told.get(String(link));
    if (isTold) this.#told.set(String(link), id);
    this.#needs.found({
      ...{ kind: 'topic-alias', time: lastTime, client, topic, exchange: before ?? id },
      packets: before === undefined ? packets : [before, ...packets],
      isUpdate: before !== undefined,
      what: isTold ? 'DISCONNECT 0x94: Topic Alias invalid' : wrongWith(exchange),
      // Who says DISCONNECT has found fault with the other end.
      by: isTold === isClients ? 'server' : 'client',
    });
  }

  disconnected({ number }: LinkTrace): void {
    this.#told.delete(String(number));
  }
}
