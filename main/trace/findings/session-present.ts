import type { LinkTrace } from '../link-trace.ts';
import type { Moment } from '../moment.ts';
import type { Acceptance, TraceWatch } from '../watch.ts';
import type { RuleNeeds } from './finding-rule.ts';

/** The server does not have the session that it should have. */
export class SessionPresent implements TraceWatch {
  readonly #needs: RuleNeeds;

  constructor(needs: RuleNeeds) {
    this.#needs = needs;
  }

  connected(link: LinkTrace, { isExpected, isPresent, exchange }: Acceptance, { time }: Moment): void {
    if (!isExpected || isPresent !== false) return;
    this.#needs.found({
      ...{ kind: 'session-present', time, client: link.session.client },
      ...{ packets: exchange.packets, exchange: exchange.id, by: 'server' },
      what: 'session present 0, although the session had not expired',
    });
  }
}
