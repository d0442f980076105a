import { z } from 'zod';
import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { Acceptance, TraceWatch } from '../watch.ts';
import { memoryOf } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** When a connection was seen to be lost, in µs since 1970, and for how many seconds its session lives. */
const loss = z.object({ time: z.number(), expiry: z.number() });
type Loss = z.infer<typeof loss>;

/** Losses that are remembered; of more the oldest is forgotten. */
const remembered = 10_000;

/** The server does not have the session that it should have, or has one that it was asked to discard. */
export class SessionPresent implements TraceWatch {
  readonly #needs: RuleNeeds;
  readonly #lost = new Map<string, Loss>();
  readonly memory = memoryOf('session-present', this.#lost, loss);

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  connected(link: LinkTrace, acceptance: Acceptance, { time }: Moment): void {
    const { isExpected, isPresent, isUnasked, exchange } = acceptance;
    const { client } = link.session;
    const isMissing = isExpected && isPresent === false && !this.#mayBeOver(client, time);
    this.#lost.delete(client);
    if (!isMissing && !isUnasked) return;
    // It is told of here, not as any violation.
    if (isUnasked) exchange.isViolation = true;
    this.#needs.found({
      ...{ kind: 'session-present', time, client },
      ...{ packets: exchange.packets, exchange: exchange.id, by: 'server' },
      what: isUnasked
        ? 'session present 1, although a clean start was asked for'
        : 'session present 0, although the session had not expired',
    });
  }

  disconnected({ session: { client, expiry } }: LinkTrace, _why: string, { time }: Moment): void {
    if (expiry === 0 || !Number.isFinite(expiry)) return;
    this.#lost.delete(client);
    this.#lost.set(client, { time, expiry });
    for (const oldest of this.#lost.keys()) {
      if (this.#lost.size <= remembered) break;
      this.#lost.delete(oldest);
    }
  }

  /** The connection was lost while the app stood still, perhaps: the server saw that before. */
  #mayBeOver(client: string, now: number): boolean {
    const lost = this.#lost.get(client);
    if (lost === undefined) return false;
    const lives = lost.expiry * 1e6;
    const unseen = this.#needs.stoodStill({ from: lost.time - lives, to: lost.time });
    return unseen > 0 && now - lost.time + unseen >= lives;
  }
}
