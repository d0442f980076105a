import { z } from 'zod';
import { duration } from '../../../app/base/duration.ts';
import { isWithoutWill } from '../../capture/without-will.ts';
import { leftWill } from '../checkpoint.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { Acceptance, TraceWatch } from '../watch.ts';
import { memoryOf } from '../watch-memory.ts';
import { willDelay } from '../will-delay.ts';
import type { RuleNeeds } from './finding-rule.ts';

const dueWill = z.object({
  client: z.string(),
  will: leftWill,
  /** When its connection was lost, and when it is to be published; µs since 1970. */
  lost: z.number(),
  due: z.number(),
  packet: z.number(),
});
type DueWill = z.infer<typeof dueWill>;

/** Wills that are waited for; of more the one that waits longest is forgotten. */
const awaited = 10_000;

/** A will is published, or is not although its connection was lost. */
export class Will implements TraceWatch {
  readonly #needs: RuleNeeds;
  readonly #due = new Map<string, DueWill>();
  readonly memory = memoryOf('will', this.#due, dueWill);

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  disconnected(link: LinkTrace, why: string, { time, sequence }: Moment): void {
    const { will, session } = link;
    const delay = willDelay(link);
    if (!this.#needs.isBroker || will === undefined || delay === undefined) return;
    if (link.endedWithApp || isWithoutWill(why)) return;
    const due = time + delay * 1e6;
    this.#due.delete(session.client);
    const { client } = session;
    this.#due.set(client, { client, will, lost: time, due, packet: sequence });
    for (const oldest of this.#due.keys()) {
      if (this.#due.size <= awaited) break;
      this.#due.delete(oldest);
    }
  }

  willFired(link: LinkTrace, { topic, id, firstTime }: OpenExchange): void {
    const { client } = link.session;
    const waited = this.#due.get(client);
    this.#due.delete(client);
    const after = waited === undefined ? '' : `, ${duration(firstTime - waited.lost)} after ${endOf(waited)}`;
    this.#needs.found({
      ...{ kind: 'will-fired', time: firstTime, client, topic, exchange: id, by: 'client' },
      packets: waited === undefined ? [id] : [waited.packet, id],
      what: `the will was published${after}`,
    });
  }

  /** A client that is back before its delay has passed keeps its will from being published. */
  connected(link: LinkTrace, _acceptance: Acceptance, { time }: Moment): void {
    const waited = this.#due.get(link.session.client);
    if (waited !== undefined && time <= waited.due && waited.will.delay > 0) this.#due.delete(waited.client);
  }

  passed({ time }: Moment): void {
    for (const [client, { will, due, packet }] of this.#due) {
      const least = this.#needs.thresholds.willSeconds * 1e6;
      if (time - due < least || time - due - this.#needs.stoodStill({ from: due, to: time }) < least)
        continue;
      this.#due.delete(client);
      this.#needs.found({
        ...{ kind: 'will-missing', time, client, topic: will.topic, by: 'server' },
        packets: [will.sequence, packet],
        what: `the will is overdue by ${duration(time - due)}`,
      });
    }
  }
}

function endOf({ will: { goodbye } }: DueWill): string {
  if (goodbye === undefined) return 'the connection was lost';
  return `the client said DISCONNECT 0x${goodbye.toString(16).padStart(2, '0').toUpperCase()}`;
}
