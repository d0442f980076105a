import type { Clock } from '../../app/base/clock.ts';
import type { BrokerLimits } from '../../app/contract/areas/broker/limits.ts';
import { KnownTopics } from '../../app/mqtt/known-topics.ts';
import type { Log } from '../capture/log.ts';
import type { PacketObserver } from '../capture/observer.ts';
import type { Access } from './access/access.ts';
import type { BrokerSettings } from './config/broker-config.ts';
import { Counters } from './counters.ts';
import { Faults } from './faults/faults.ts';
import { ReadingShare } from './peer/reading-share.ts';
import { Turn } from './peer/turn.ts';
import { UnfinishedPackets } from './peer/unfinished-packets.ts';
import { RetainedStore } from './retained/retained.ts';
import { SearchShare } from './retained/search-share.ts';
import { scratchSize } from './routing/kept-message.ts';
import { Router } from './routing/router.ts';
import { SubscriptionTrie } from './routing/subscription-trie.ts';
import { ClientBytes } from './session/client-bytes.ts';
import { DeliveryNotes } from './session/delivery-notes.ts';
import { Handover } from './session/handover.ts';
import { Sessions } from './session/sessions.ts';
import { Wills } from './session/wills.ts';
import type { Journal } from './store/journal.ts';
import type { Timers } from './timers.ts';
import { TuningBook } from './tuning/tuning-book.ts';

/** What the broker is given. */
interface CoreNeeds {
  readonly clock: Clock;
  readonly timers: Timers;
  /** 0 up to but not including 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly observer: PacketObserver;
  readonly access: Access;
  readonly settings: BrokerSettings;
  /** What has to outlive this process; undefined if nothing has. */
  readonly journal?: Journal | undefined;
  /** Something that the statistics show has changed; called often. */
  readonly changed: () => void;
}

/** What all connections of one broker share. */
export interface Core extends Omit<CoreNeeds, 'settings' | 'journal'> {
  readonly journal: Journal | undefined;
  readonly limits: BrokerLimits;
  readonly tuning: TuningBook;
  readonly counters: Counters;
  readonly subscriptions: SubscriptionTrie;
  readonly retained: RetainedStore;
  readonly router: Router;
  readonly wills: Wills;
  readonly sessions: Sessions;
  readonly handover: Handover;
  readonly turn: Turn;
  readonly reading: ReadingShare;
  readonly search: SearchShare;
  readonly unfinished: UnfinishedPackets;
  readonly clientBytes: ClientBytes;
  readonly faults: Faults;
  readonly topics: KnownTopics;
  /** Has recorded what becomes of messages; undefined where nobody wants to know. */
  readonly notes: DeliveryNotes | undefined;
  /** Where senders lay out a frame to be sent, one at a time. */
  readonly scratch: Buffer;
}

/** Makes them anew for one broker. */
export function makeCore(needs: CoreNeeds): Core {
  const { settings, clock, timers, random, log, observer, access, journal, changed } = needs;
  const { limits } = settings;
  const counters = new Counters();
  const subscriptions = new SubscriptionTrie();
  const retained = new RetainedStore(limits, counters, changed);
  const notes = DeliveryNotes.of(observer, clock, timers);
  const router = new Router(subscriptions, retained, notes);
  const wills = new Wills(router, observer, clock, timers, notes);
  const handover = new Handover(subscriptions, notes);
  const clientBytes = new ClientBytes(limits);
  const sessions = new Sessions({
    limits,
    counters,
    timers,
    retained,
    subscriptions,
    wills,
    handover,
    clientBytes,
    notes,
    changed,
  });
  return {
    clock,
    timers,
    random,
    log,
    observer,
    access,
    journal,
    changed,
    limits,
    tuning: new TuningBook(settings.tuning),
    counters,
    subscriptions,
    retained,
    router,
    wills,
    sessions,
    handover,
    clientBytes,
    notes,
    turn: new Turn(),
    reading: new ReadingShare(),
    search: new SearchShare(),
    topics: new KnownTopics(),
    scratch: Buffer.allocUnsafeSlow(scratchSize),
    unfinished: new UnfinishedPackets({ limits, counters, clock, timers }),
    faults: new Faults(clock, timers),
  };
}
