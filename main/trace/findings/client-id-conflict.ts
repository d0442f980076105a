import { z } from 'zod';
import { duration } from '../../../app/base/duration.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { Acceptance, TraceWatch } from '../watch.ts';
import { memoryOf } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';

const takeover = z.object({ time: z.number(), packet: z.number() });
type Takeover = z.infer<typeof takeover>;

const takenOver = 0x8e;
/** Client identifiers that are watched at once; of more the one watched longest is forgotten. */
const watched = 1_000;

/** Connections with one client identifier throw each other out, again and again. */
export class ClientIdConflict implements TraceWatch {
  readonly skipsPlain = true;
  readonly #needs: RuleNeeds;
  readonly #takeovers = new Map<string, Takeover[]>();
  readonly memory = memoryOf('client-id-conflict', this.#takeovers, z.array(takeover));

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  connected(link: LinkTrace, { isTakeover, exchange }: Acceptance, { time }: Moment): void {
    if (isTakeover) this.#note(link.session.client, { time, packet: exchange.id });
  }

  /** On a connection of ours nothing else is seen of the other one. */
  ended({ kind, reason, direction, client, id, lastTime }: OpenExchange): void {
    const isServers = direction !== this.#needs.clientSide;
    if (kind !== 'disconnect' || reason?.code !== takenOver || !isServers || this.#needs.isBroker) return;
    this.#note(client, { time: lastTime, packet: id });
  }

  #note(client: string, last: Takeover): void {
    const { takeovers, takeoverSeconds } = this.#needs.thresholds;
    const since = last.time - takeoverSeconds * 1e6;
    const recent = (this.#takeovers.get(client) ?? []).filter(({ time }) => time >= since);
    recent.push(last);
    this.#takeovers.delete(client);
    this.#takeovers.set(client, recent.slice(-takeovers));
    for (const oldest of this.#takeovers.keys()) {
      if (this.#takeovers.size <= watched) break;
      this.#takeovers.delete(oldest);
    }
    if (recent.length >= takeovers) this.#tell(client, last.time, recent);
  }

  #tell(client: string, time: number, recent: readonly Takeover[]): void {
    const within = duration(time - (recent[0]?.time ?? time));
    this.#needs.found({
      ...{ kind: 'client-id-conflict', time, client, packets: recent.map(({ packet }) => packet) },
      what: `taken over ${recent.length} times within ${within}`,
      by: 'server',
    });
  }
}
