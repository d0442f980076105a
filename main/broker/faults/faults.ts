import type { Clock } from '../../../app/base/clock.ts';
import { Listeners } from '../../../app/base/listeners.ts';
import type { FaultRule, FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import type { Timers } from '../timers.ts';
import { ConnectionFaults } from './connection-faults.ts';
import type { FaultyConnection } from './faulty-connection.ts';
import type { HeldPacket } from './held-packets.ts';
import { HeldPackets } from './held-packets.ts';
import { LiveRule } from './live-rule.ts';
import { mayBeMeant } from './target.ts';

/** What a person sees of the faults of a broker. */
interface FaultState {
  readonly on: boolean;
  /** How often each rule acted since it is on, by its name. */
  readonly hits: ReadonlyMap<string, number>;
  /** The packets held longest. */
  readonly held: readonly (HeldPacket & { readonly id: number })[];
  readonly heldInAll: number;
  /** Packets that found no room to be held. */
  readonly overflowed: number;
}

/** How many held packets a state lists. */
const listedHeld = 100;

/**
 * The faults on purpose of one broker: off until somebody switches them on. A connection has a part in them only while a
 * rule that is on may be for it.
 */
export class Faults {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #held = new HeldPackets();
  readonly #listeners = new Listeners();
  readonly #connections = new Map<FaultyConnection, ConnectionFaults | undefined>();
  #isOn = false;
  #live: readonly LiveRule[] = [];

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock;
    this.#timers = timers;
  }

  get state(): FaultState {
    return {
      on: this.#isOn,
      hits: new Map(this.#live.map(({ rule, hits }) => [rule.name, hits])),
      held: this.#held.list(listedHeld),
      heldInAll: this.#held.size,
      overflowed: this.#held.overflowed,
    };
  }

  /** Called when a packet is held or let go, and when the rules are others; not for each hit. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** These rules hold from now on, on the connections that are there as well. A rule that stays as it is goes on counting. */
  set({ on, rules }: FaultSet): void {
    this.#isOn = on;
    const earlier = new Map(this.#live.map((live) => [keyOf(live.rule), live]));
    const wanted = on ? rules.filter(({ enabled }) => enabled) : [];
    this.#live = wanted.map((rule) => earlier.get(keyOf(rule)) ?? new LiveRule(rule));
    const names = new Set(this.#live.map(({ rule }) => rule.name));
    for (const [connection, faults] of [...this.#connections]) {
      this.#choose(connection);
      faults?.letGo();
    }
    this.#held.releaseAll('pass', ({ rule }) => !names.has(rule));
    this.#listeners.tell();
  }

  /** Lets go of held packets by hand, all of them or those named. Returns how many there were. */
  release(ids: readonly number[] | 'all', how: 'pass' | 'drop'): number {
    if (ids === 'all') return this.#held.releaseAll(how, () => true);
    return ids.filter((id) => this.#held.release(id, how)).length;
  }

  join(connection: FaultyConnection): void {
    this.#connections.set(connection, undefined);
    if (this.#live.length > 0) this.#choose(connection);
  }

  leave(connection: FaultyConnection): void {
    this.#connections.get(connection)?.close();
    this.#connections.delete(connection);
  }

  /** Gives a connection the rules that may be for it, or takes it out of the way where there is none. */
  #choose(connection: FaultyConnection): void {
    const present = this.#connections.get(connection);
    const faults = present ?? this.#faultsOf(connection);
    const rules = this.#live.filter(({ rule }) => mayBeMeant(rule.target, faults.whose));
    if (rules.length > 0) {
      this.#connections.set(connection, faults);
      connection.stream.divert(faults);
      faults.setRules(rules);
      return;
    }
    present?.retire();
    // What waits to go on must not be overtaken.
    if (present?.isIdle === false) return;
    this.#connections.set(connection, undefined);
    connection.stream.divert(undefined);
  }

  #faultsOf(connection: FaultyConnection): ConnectionFaults {
    return new ConnectionFaults({
      connection,
      held: this.#held,
      clock: this.#clock,
      timers: this.#timers,
      identified: () => this.#choose(connection),
      changed: () => this.#listeners.tell(),
    });
  }
}

/** Two rules with the same key are one. */
function keyOf(rule: FaultRule): string {
  return JSON.stringify(rule);
}
