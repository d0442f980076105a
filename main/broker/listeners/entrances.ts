import { assert } from '../../../app/base/assert.ts';
import type { Listener, ListenerOptions } from '../../../app/contract/areas/broker/listener.ts';
import { listener as listenerSchema, nameFor } from '../../../app/contract/areas/broker/listener.ts';
import type { Authority } from '../certificates/authority.ts';
import type { Core } from '../core.ts';
import type { Channel } from '../peer/channel.ts';
import type { Ending } from '../peer/ending.ts';
import type { Peer } from '../peer/peer.ts';
import type { ListenerTraffic } from './entrance.ts';
import { Entrance } from './entrance.ts';
import type { ListenFailure, Listening } from './listening.ts';
import { startListener } from './start-listener.ts';

export type ListenOutcome =
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

interface EntrancesNeeds {
  readonly core: Core;
  /** The own CA; without it listeners with TLS need certificates in files. */
  readonly authority: Authority | undefined;
  /** MQTT begins on this channel; `gone` is to be called when the network connection is closed for good. */
  accept(channel: Channel, gone: (peer: Peer) => void): Peer;
}

const listenerClosed: Ending = { reasonCode: 0x98, why: 'The listener was closed.', withWill: true };

/** All that one broker listens on, with a bound on the network connections of all of them together. */
export class Entrances {
  readonly #needs: EntrancesNeeds;
  readonly #stops = new Set<(ending: Ending) => Promise<void>>();
  readonly #entrances = new Set<Entrance>();
  readonly #names = new Set<string>();

  constructor(needs: EntrancesNeeds) {
    this.#needs = needs;
  }

  /** Throws if two listeners are given one name. */
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
    const stop = (ending: Ending) => stopListening(listening, entrance, ending);
    this.#stops.add(stop);
    const close = async () => {
      this.#stops.delete(stop);
      await stop(listenerClosed);
      this.#entrances.delete(entrance);
      this.#names.delete(name);
    };
    return { ok: true, name, port, hosts, traffic: () => entrance.traffic, close };
  }

  /** Stops all listeners and disconnects everybody; resolves when all are gone. */
  async close(ending: Ending): Promise<void> {
    const stops = [...this.#stops];
    this.#stops.clear();
    await Promise.all(stops.map((stop) => stop(ending)));
  }

  #nameOf(listener: Listener): string {
    const name = listener.name ?? nameFor(listener.transport, this.#names);
    assert(!this.#names.has(name), `Two listeners are named ${name}.`);
    this.#names.add(name);
    return name;
  }

  #makeEntrance(name: string): Entrance {
    const { clock, timers, limits, counters, log, changed } = this.#needs.core;
    return new Entrance({
      clock,
      timers,
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
    return connections >= this.#needs.core.limits.connections;
  }

  #start(name: string, listener: Listener, entrance: Entrance): Promise<Listening> {
    const { core, authority } = this.#needs;
    return startListener({
      name,
      listener,
      lobby: entrance.lobby,
      accept: (channel) => this.#accept(channel, entrance),
      maximumPacketSize: () => core.tuning.largestPacket,
      authority,
      timers: core.timers,
      log: core.log,
    });
  }

  #accept(channel: Channel, { peers, lobby }: Entrance): void {
    if (this.#isFull) {
      lobby.turnAway(channel.address);
      channel.destroy();
      return;
    }
    peers.add(this.#needs.accept(channel, (peer) => peers.delete(peer)));
  }
}

async function stopListening(
  listening: Extract<Listening, { ok: true }>,
  { peers }: Entrance,
  ending: Ending,
): Promise<void> {
  const stopped = listening.stop();
  for (const peer of peers) peer.end(ending);
  await stopped;
}
