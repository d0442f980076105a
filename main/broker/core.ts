import type { Clock } from '../../app/base/clock.ts';
import type { Log } from '../capture/log.ts';
import type { PacketObserver } from '../capture/observer.ts';
import type { Access } from './access/access.ts';
import { Counters } from './counters.ts';
import { Turn } from './peer/turn.ts';
import { UnfinishedPackets } from './peer/unfinished-packets.ts';
import { RetainedStore } from './retained/retained.ts';
import { SearchShare } from './retained/search-share.ts';
import { Router } from './routing/router.ts';
import { SubscriptionTrie } from './routing/subscription-trie.ts';
import { Sessions } from './session/sessions.ts';
import { Wills } from './session/wills.ts';
import type { BrokerLimits } from './settings.ts';
import type { Timers } from './timers.ts';

/** What the broker is given. */
interface CoreNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  /** 0 up to but not including 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly observer: PacketObserver;
  readonly limits: BrokerLimits;
  readonly access: Access;
  /** Something that the statistics show has changed; called often. */
  readonly changed: () => void;
}

/** What all connections of one broker share. */
export interface Core extends CoreNeeds {
  readonly counters: Counters;
  readonly subscriptions: SubscriptionTrie;
  readonly retained: RetainedStore;
  readonly router: Router;
  readonly wills: Wills;
  readonly sessions: Sessions;
  readonly turn: Turn;
  readonly search: SearchShare;
  readonly unfinished: UnfinishedPackets;
}

export function makeCore(needs: CoreNeeds): Core {
  const { limits, clock, timers, changed } = needs;
  const counters = new Counters();
  const subscriptions = new SubscriptionTrie();
  const retained = new RetainedStore(limits, counters, changed);
  const router = new Router(subscriptions, retained);
  const wills = new Wills(router, needs.observer, clock, timers);
  const sessions = new Sessions({ limits, counters, timers, retained, subscriptions, wills, changed });
  return {
    ...needs,
    counters,
    subscriptions,
    retained,
    router,
    wills,
    sessions,
    turn: new Turn(),
    search: new SearchShare(),
    unfinished: new UnfinishedPackets({ limits, counters, clock, timers }),
  };
}
