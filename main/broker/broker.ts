import type { Clock } from '../../app/base/clock.ts';
import type { BrokerBehaviour } from '../../app/contract/areas/broker/behaviour.ts';
import type { BrokerLimits } from '../../app/contract/areas/broker/limits.ts';
import type { ListenerOptions } from '../../app/contract/areas/broker/listener.ts';
import type { Log } from '../capture/log.ts';
import type { PacketObserver } from '../capture/observer.ts';
import { serverEnded } from '../capture/server-ended.ts';
import type { OpenFailure } from '../database/store-problem.ts';
import type { Access } from './access/access.ts';
import { openAccess } from './access/access.ts';
import { regrant } from './access/grant.ts';
import { ManagedAccess } from './access/managed-access.ts';
import type { Authority } from './certificates/authority.ts';
import { ChangeNotice } from './change-notice.ts';
import type { BrokerSettings } from './config/broker-config.ts';
import { defaultConfig } from './config/broker-config.ts';
import type { Control } from './control/control.ts';
import { controlOf } from './control/control.ts';
import type { Core } from './core.ts';
import { makeCore } from './core.ts';
import type { DropReason } from './counters.ts';
import { dispatch } from './dispatch.ts';
import type { Faults } from './faults/faults.ts';
import type { Inspection } from './inspect/inspection.ts';
import { inspectionOf } from './inspect/inspection.ts';
import type { ListenOutcome } from './listeners/entrances.ts';
import { Entrances } from './listeners/entrances.ts';
import type { Channel } from './peer/channel.ts';
import type { Ending } from './peer/ending.ts';
import { Peer } from './peer/peer.ts';
import { Journal } from './store/journal.ts';
import { load } from './store/load.ts';
import { Restore } from './store/restore.ts';
import { StoreClient } from './store/store-client.ts';
import { storedChannel } from './store/stored-channel.ts';
import { gaugesOf } from './sys/gauges.ts';
import { SysTree } from './sys/sys-tree.ts';
import { TimerGroup } from './timer-group.ts';
import type { Timers } from './timers.ts';
import { systemTimers } from './timers.ts';

/** What a broker needs of the program that it is part of. */
export interface BrokerOptions {
  readonly clock: Clock;
  /** 0 up to but not including 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Is told every packet that crosses, but a message only once: as the PUBLISH that came in. */
  readonly observer: PacketObserver;
  /** Of the program, for `$SYS/broker/version`. */
  readonly version?: string;
  /** Who may connect and do what; as the settings say if it is left out. */
  readonly access?: Access;
  /** The own CA; without it listeners with TLS need certificates in files. */
  readonly authority?: Authority;
}

interface BrokerStats {
  /** Clients whose CONNECT was accepted and that are still there. */
  readonly clients: number;
  /** Sessions, those asleep included. */
  readonly sessions: number;
  readonly subscriptions: number;
  readonly retained: number;
  readonly dropped: readonly { readonly why: DropReason; readonly count: number }[];
  /** Network connections that were turned away because there were too many. */
  readonly refusedConnections: number;
  /** CONNECTs that would have made one session too many, or were too large for what is left for such. */
  readonly refusedSessions: number;
  /** Filters beyond what sessions may have. */
  readonly refusedSubscriptions: number;
  /** PUBLISH packets since the start. */
  readonly received: number;
  readonly sent: number;
}

/** An MQTT server, as the program that it is part of sees it. */
export interface Broker {
  /** What is wrong with where it keeps its state, or was when it began, a sentence each. */
  readonly troubles: readonly string[];
  /** What it holds, to look at. */
  readonly inspection: Inspection;
  /** Faults on purpose; off unless the settings say otherwise. */
  readonly faults: Pick<Faults, 'state' | 'set' | 'release' | 'onChange'>;
  /** What a person may do to it. */
  readonly control: Control;
  /** Tuning holds from the next CONNECT on, limits at once but for what has been set up with them. */
  behave(behaviour: BrokerBehaviour): void;
  /** Throws if two listeners are given one name. */
  listen(listener: ListenerOptions): Promise<ListenOutcome>;
  stats(): BrokerStats;
  /** Calls back when clients, sessions, subscriptions or retained messages changed: once for many changes. */
  onChange(listener: () => void): () => void;
  /** Tells 5.0 clients that the server shuts down, lets their wills out, and resolves when all are gone. */
  close(): Promise<void>;
}

/** An MQTT 3.1, 3.1.1 and 5.0 server in this process. It listens nowhere until told to. */
export function createBroker(
  options: BrokerOptions,
  settings: BrokerSettings = defaultConfig,
  timers: Timers = systemTimers,
): Broker {
  return new EmbeddedBroker(options, settings, timers, undefined);
}

type BrokerOpening =
  | {
      readonly ok: true;
      readonly broker: Broker;
      /** What happened to what was stored before, if anything did. */
      readonly notice: string | undefined;
    }
  | { readonly ok: false; readonly why: OpenFailure; readonly message: string };

/** A broker that goes on where the one before it in this folder ended, however that was, and keeps its state there. */
export async function openBroker(
  options: BrokerOptions,
  folder: string,
  settings: BrokerSettings = defaultConfig,
  timers: Timers = systemTimers,
): Promise<BrokerOpening> {
  const opened = await StoreClient.open({ folder, now: options.clock.now() });
  if (!opened.ok) return opened;
  const { store, notice } = opened;
  const journal = new Journal({ store, clock: options.clock, log: options.log, notice });
  const broker = new EmbeddedBroker(options, settings, timers, journal);
  let isLoaded = false;
  try {
    isLoaded = await load(store, journal, broker.restore(journal));
  } finally {
    if (!isLoaded) await broker.close();
  }
  if (isLoaded) return { ok: true, broker, notice };
  // What was damaged is kept aside now, and what is opened is new.
  return openBroker(options, folder, settings, timers);
}

function accessOf({ clock }: BrokerOptions, { access }: BrokerSettings): Access {
  return access === undefined ? openAccess : new ManagedAccess({ clock, config: access });
}

class EmbeddedBroker implements Broker {
  readonly inspection: Inspection;
  readonly faults: Broker['faults'];
  readonly control: Control;
  readonly #core: Core;
  readonly #sys: SysTree;
  /** Changed in place by `behave`: who has it asks it each time. */
  readonly #limits: BrokerLimits;
  readonly #stopAccess: () => void;
  readonly #timers: TimerGroup;
  readonly #notice: ChangeNotice;
  readonly #peers = new Set<Peer>();
  readonly #entrances: Entrances;

  constructor(
    options: BrokerOptions,
    settings: BrokerSettings,
    timers: Timers,
    journal: Journal | undefined,
  ) {
    this.#timers = new TimerGroup(timers);
    this.#notice = new ChangeNotice(this.#timers);
    this.#limits = { ...settings.limits };
    this.#core = makeCore({
      access: accessOf(options, settings),
      ...options,
      settings: { ...settings, limits: this.#limits },
      journal,
      timers: this.#timers,
      changed: this.#notice.changed,
    });
    journal?.onTrouble(this.#notice.changed);
    this.faults = this.#core.faults;
    this.faults.set(settings.faults);
    this.inspection = inspectionOf(this.#core, this.#peers);
    this.#stopAccess = this.#core.access.onChange(() => regrant(this.#core));
    this.control = controlOf(this.#core);
    const gauges = () => gaugesOf(this.#core, this.#peers);
    this.#sys = new SysTree({ ...this.#core, version: options.version ?? 'unknown', gauges });
    this.#sys.interval = settings.sys.interval;
    this.#entrances = new Entrances({
      core: this.#core,
      authority: options.authority,
      accept: (channel, gone) => this.#accept(channel, gone),
    });
  }

  /** Fills it with what is stored, before it listens. */
  restore(journal: Journal): Restore {
    return new Restore(this.#core, journal);
  }

  get troubles(): readonly string[] {
    return this.#core.journal?.troubles ?? [];
  }

  behave({ limits, tuning, sys }: BrokerBehaviour): void {
    Object.assign(this.#limits, limits);
    this.#core.tuning.rules = tuning;
    this.#sys.interval = sys.interval;
  }

  listen(options: ListenerOptions): Promise<ListenOutcome> {
    return this.#entrances.listen(options);
  }

  stats(): BrokerStats {
    const { sessions, subscriptions, retained, counters } = this.#core;
    return {
      clients: sessions.connected,
      sessions: sessions.count,
      subscriptions: subscriptions.size,
      retained: retained.count,
      dropped: counters.dropped,
      refusedConnections: counters.refusedConnections,
      refusedSessions: counters.refusedSessions,
      refusedSubscriptions: counters.refusedSubscriptions,
      received: counters.received,
      sent: counters.sent,
    };
  }

  onChange(listener: () => void): () => void {
    return this.#notice.listen(listener);
  }

  async close(): Promise<void> {
    this.#stopAccess();
    await this.#entrances.close(shuttingDown);
    this.#core.notes?.close();
    await this.#core.journal?.close();
    this.#timers.cancelAll();
  }

  #accept(channel: Channel, gone: (peer: Peer) => void): Peer {
    const core = this.#core;
    core.counters.connections += 1;
    const peer: Peer = new Peer({
      core,
      channel: storedChannel(channel, core.journal, (ending) => peer.end(ending)),
      handle: (from, packet, inbound) => dispatch(from, packet, inbound, core),
      closed: () => {
        gone(peer);
        this.#peers.delete(peer);
        core.counters.bytesReceived += peer.facts.bytesIn;
        core.counters.bytesSent += peer.outbox.written;
        core.changed();
      },
    });
    this.#peers.add(peer);
    return peer;
  }
}

const shuttingDown: Ending = { reasonCode: 0x8b, why: serverEnded, withWill: true };
