import { assert } from '../../app/base/assert.ts';
import type { Clock } from '../../app/base/clock.ts';
import type { BrokerBehaviour } from '../../app/contract/areas/broker/behaviour.ts';
import type { BrokerLimits } from '../../app/contract/areas/broker/limits.ts';
import type { Listener, ListenerOptions } from '../../app/contract/areas/broker/listener.ts';
import { listener as listenerSchema, nameFor } from '../../app/contract/areas/broker/listener.ts';
import type { Log } from '../capture/log.ts';
import type { PacketObserver } from '../capture/observer.ts';
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
import type { ListenerTraffic } from './listeners/entrance.ts';
import { Entrance } from './listeners/entrance.ts';
import type { ListenFailure, Listening } from './listeners/listening.ts';
import { startListener } from './listeners/start-listener.ts';
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

type ListenOutcome =
  | {
      readonly ok: true;
      /** The listener's name, made up if it was given none. */
      readonly name: string;
      readonly port: number;
      /** The addresses that it listens on. */
      readonly hosts: readonly string[];
      traffic(): ListenerTraffic;
      /** Stops listening and disconnects those who came this way. */
      close(): Promise<void>;
    }
  | ListenFailure;

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
  /** CONNECTs that would have made one session too many. */
  readonly refusedSessions: number;
  /** Filters beyond what a session may have. */
  readonly refusedSubscriptions: number;
  /** PUBLISH packets since the start. */
  readonly received: number;
  readonly sent: number;
}

export interface Broker {
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
  const journal = new Journal({ store, clock: options.clock, log: options.log });
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
  readonly #authority: Authority | undefined;
  readonly #stopAccess: () => void;
  readonly #timers: TimerGroup;
  readonly #notice: ChangeNotice;
  readonly #peers = new Set<Peer>();
  readonly #stops = new Set<() => Promise<void>>();
  readonly #entrances = new Set<Entrance>();
  readonly #names = new Set<string>();

  constructor(
    options: BrokerOptions,
    settings: BrokerSettings,
    timers: Timers,
    journal: Journal | undefined,
  ) {
    this.#authority = options.authority;
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
    this.faults = this.#core.faults;
    this.faults.set(settings.faults);
    this.inspection = inspectionOf(this.#core, this.#peers);
    this.#stopAccess = this.#core.access.onChange(() => regrant(this.#core));
    this.control = controlOf(this.#core);
    const gauges = () => gaugesOf(this.#core, this.#peers);
    this.#sys = new SysTree({ ...this.#core, version: options.version ?? 'unknown', gauges });
    this.#sys.interval = settings.sys.interval;
  }

  /** Fills it with what is stored, before it listens. */
  restore(journal: Journal): Restore {
    return new Restore(this.#core, journal);
  }

  behave({ limits, tuning, sys }: BrokerBehaviour): void {
    Object.assign(this.#limits, limits);
    this.#core.tuning.rules = tuning;
    this.#sys.interval = sys.interval;
  }

  async listen(options: ListenerOptions): Promise<ListenOutcome> {
    const listener = listenerSchema.parse(options);
    const name = this.#nameOf(listener);
    const entrance = this.#makeEntrance(name);
    const listening = await this.#start(name, listener, entrance);
    if (!listening.ok) {
      this.#names.delete(name);
      return listening;
    }
    const { port, hosts } = listening;
    this.#entrances.add(entrance);
    const stop = () => this.#stop(listening, entrance, shuttingDown);
    this.#stops.add(stop);
    const close = async () => {
      this.#stops.delete(stop);
      await this.#stop(listening, entrance, listenerClosed);
      this.#entrances.delete(entrance);
      this.#names.delete(name);
    };
    return { ok: true, name, port, hosts, traffic: () => entrance.traffic, close };
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
    const stops = [...this.#stops];
    this.#stops.clear();
    await Promise.all(stops.map((stop) => stop()));
    await this.#core.journal?.close();
    this.#timers.cancelAll();
  }

  #nameOf(listener: Listener): string {
    const name = listener.name ?? nameFor(listener.transport, this.#names);
    assert(!this.#names.has(name), `Two listeners are named ${name}.`);
    this.#names.add(name);
    return name;
  }

  #makeEntrance(name: string): Entrance {
    const { clock, limits, counters, log, changed } = this.#core;
    return new Entrance({
      clock,
      timers: this.#timers,
      timeout: limits.connectTimeout,
      isFull: () => this.#isFull,
      refused: ({ address, why, isForRoom }, isNews) => {
        if (isForRoom) counters.refusedConnections += 1;
        // A device that tries again and again would push all else out of the log.
        if (isNews) log('warn', 'broker', `Listener ${name} refused ${address}: ${why}`);
        changed();
      },
    });
  }

  get #isFull(): boolean {
    let connections = 0;
    for (const entrance of this.#entrances) connections += entrance.size;
    return connections >= this.#core.limits.connections;
  }

  #start(name: string, listener: Listener, entrance: Entrance): Promise<Listening> {
    return startListener({
      name,
      listener,
      lobby: entrance.lobby,
      accept: (channel) => this.#accept(channel, entrance),
      maximumPacketSize: () => this.#core.tuning.largestPacket,
      authority: this.#authority,
      timers: this.#timers,
      log: this.#core.log,
    });
  }

  #accept(channel: Channel, { peers, lobby }: Entrance): void {
    const core = this.#core;
    if (this.#isFull) {
      lobby.turnAway(channel.address);
      channel.destroy();
      return;
    }
    core.counters.connections += 1;
    const peer: Peer = new Peer({
      core,
      channel: storedChannel(channel, core.journal, (ending) => peer.end(ending)),
      handle: (from, packet, inbound) => dispatch(from, packet, inbound, core),
      closed: (gone) => {
        peers.delete(gone);
        this.#peers.delete(gone);
        core.counters.bytesReceived += gone.facts.bytesIn;
        core.counters.bytesSent += gone.outbox.written;
        core.changed();
      },
    });
    peers.add(peer);
    this.#peers.add(peer);
  }

  async #stop(
    listening: Extract<Listening, { ok: true }>,
    { peers }: Entrance,
    ending: Ending,
  ): Promise<void> {
    const stopped = listening.stop();
    for (const peer of peers) peer.end(ending);
    await stopped;
  }
}

const shuttingDown: Ending = { reasonCode: 0x8b, why: 'The broker is shutting down.', withWill: true };
const listenerClosed: Ending = { reasonCode: 0x98, why: 'The listener was closed.', withWill: true };
