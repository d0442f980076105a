import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { Acceptance, TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** The server does not have the session that it should have, or has one that it was asked to discard. */
export class SessionPresent implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  connected(link: LinkTrace, acceptance: Acceptance, { time }: Moment): void {
    const { isExpected, isPresent, isUnasked, exchange } = acceptance;
    const isMissing = isExpected && isPresent === false;
    if (!isMissing && !isUnasked) return;
    // It is told of here, not as any violation.
    if (isUnasked) exchange.isViolation = true;
    this.#needs.found({
      ...{ kind: 'session-present', time, client: link.session.client },
      ...{ packets: exchange.packets, exchange: exchange.id, by: 'server' },
      what: isUnasked
        ? 'session present 1, although a clean start was asked for'
        : 'session present 0, although the session had not expired',
    });
  }
}
