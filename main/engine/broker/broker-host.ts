import type { Clock } from '../../../app/base/clock.ts';
import { Listeners } from '../../../app/base/listeners.ts';
import { messageOf } from '../../../app/base/message-of.ts';
import { Turns } from '../../../app/base/turns.ts';
import type { ListenerRow, NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import { mostListeners } from '../../../app/contract/areas/broker/listener-list.ts';
import type { BrokerPlan, BrokerPlanChange, BrokerState } from '../../../app/contract/areas/broker/state.ts';
import type { Broker } from '../../broker/broker.ts';
import type { BoundListener } from './bound-listener.ts';
import { urlsOf } from './bound-listener.ts';
import type { PlannedListener } from './listener-plan.ts';
import { firstOf, isReachedLocally, planOf, withPlan } from './listener-plan.ts';
import { ListenerSet } from './listener-set.ts';
import type { ListenerStore } from './listener-store.ts';
import { probeMqtt } from './probe-mqtt.ts';

type WhenTaken = 'ask' | 'free';

type StartOutcome =
  | { readonly kind: 'started' }
  | { readonly kind: 'taken'; readonly port: number; readonly speaksMqtt: boolean }
  /** There is no broker, or none that listens as it was asked to. */
  | { readonly kind: 'failed'; readonly of: 'broker' | 'listener'; readonly why: string };

/** The broker's life; where it listens is in the set. */
type Life =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly takenPort: number | undefined }
  | { readonly kind: 'failed'; readonly why: string };

/** The embedded broker as the app runs it: one broker, opened and closed to the world by its listeners. */
export class BrokerHost {
  readonly #makeBroker: () => Promise<Broker>;
  readonly #store: ListenerStore;
  readonly #clock: Clock;
  readonly #listeners = new Listeners();
  /** One change at a time. */
  readonly #turns = new Turns();
  readonly #set = new ListenerSet(() => this.#listeners.tell());
  #broker: Broker | undefined;
  #life: Life = { kind: 'stopped' };
  #since: number;

  constructor(makeBroker: () => Promise<Broker>, store: ListenerStore, clock: Clock) {
    this.#makeBroker = makeBroker;
    this.#store = store;
    this.#clock = clock;
    this.#since = clock.now();
  }

  get state(): BrokerState {
    const life = this.#life;
    if (life.kind !== 'running') return life;
    const { takenPort } = life;
    const listeners = this.#bound().map(stated);
    const troubles = [...(this.#broker?.troubles ?? [])];
    return { kind: 'running', listeners, troubles, ...(takenPort !== undefined && { takenPort }) };
  }

  /** When the state became what it is, µs since 1970. */
  get since(): number {
    return this.#since;
  }

  get broker(): Broker | undefined {
    return this.#broker;
  }

  /** As it is saved, for the short way of setting up. */
  get plan(): BrokerPlan {
    return planOf(this.#store.planned);
  }

  /** What is wrong with the file of the listeners. */
  get problem(): string | undefined {
    return this.#store.problem;
  }

  /** A TCP port that clients on this machine reach, undefined while there is none. */
  get port(): number | undefined {
    if (this.#life.kind !== 'running') return undefined;
    return this.#bound().find(({ listener }) => listener.transport === 'tcp' && isReachedLocally(listener))
      ?.port;
  }

  rows(): Omit<ListenerRow, 'denied'>[] {
    const idle = this.#life.kind === 'running' ? 'off' : 'waiting';
    return this.#store.planned.map(({ listener, isOn }) => ({
      listener,
      state: this.#set.stateOf(listener.name) ?? { kind: isOn ? idle : 'off' },
    }));
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Starts, or if it runs listens as planned from now on; sessions, retained messages and other listeners stay. */
  start(plan: BrokerPlanChange, whenTaken: WhenTaken): Promise<StartOutcome> {
    return this.#turns.run(() => this.#start(withPlan(this.#store.planned, plan), whenTaken));
  }

  stop(): Promise<void> {
    return this.#turns.run(() => this.#end({ kind: 'stopped' }));
  }

  /** Adds a listener or changes the one that `was` called so, if no other one has the name and there is room. */
  save(was: string | undefined, listener: NamedListener): Promise<'saved' | 'named so' | 'full'> {
    return this.#turns.run(async () => {
      const { planned } = this.#store;
      const isThere = planned.some((one) => one.listener.name === listener.name);
      if (isThere && was !== listener.name) return 'named so';
      const before = planned.find((one) => one.listener.name === was);
      if (before === undefined && planned.length >= mostListeners) return 'full';
      const after: PlannedListener = { listener, isOn: before?.isOn ?? true };
      await this.#store.save(
        before === undefined ? [...planned, after] : planned.map((one) => (one === before ? after : one)),
      );
      if (was !== undefined && was !== listener.name) await this.#set.close(was);
      await this.#follow(after);
      return 'saved';
    });
  }

  /** False if there is none of that name. */
  remove(name: string): Promise<boolean> {
    return this.#change(name, (planned) => planned.filter((one) => one.listener.name !== name));
  }

  /** Lets it listen whenever the broker runs, or never. False if there is none of that name. */
  turn(name: string, isOn: boolean): Promise<boolean> {
    return this.#change(name, (planned) =>
      planned.map((one) => (one.listener.name === name ? { ...one, isOn } : one)),
    );
  }

  #change(
    name: string,
    change: (planned: readonly PlannedListener[]) => readonly PlannedListener[],
  ): Promise<boolean> {
    return this.#turns.run(async () => {
      const { planned } = this.#store;
      if (!planned.some((one) => one.listener.name === name)) return false;
      await this.#store.save(change(planned));
      const after = this.#store.planned.find((one) => one.listener.name === name);
      if (after === undefined) await this.#set.close(name);
      else await this.#follow(after);
      return true;
    });
  }

  /** Lets one listener be as it is planned now. */
  async #follow({ listener, isOn }: PlannedListener): Promise<void> {
    if (!isOn) await this.#set.close(listener.name);
    else if (this.#broker !== undefined) await this.#set.open(this.#broker, listener, 'ask');
    this.#listeners.tell();
  }

  async #start(planned: readonly PlannedListener[], whenTaken: WhenTaken): Promise<StartOutcome> {
    const before = this.#life;
    this.#become({ kind: 'starting' });
    const broker = await this.#brokerOf().catch((error: unknown) => messageOf(error));
    if (typeof broker === 'string') return this.#failed(broker);
    const tcp = firstOf(planned, 'tcp');
    if (tcp?.isOn === true) {
      const was = this.#set.find(tcp.listener.name);
      const outcome = await this.#set.open(broker, tcp.listener, whenTaken);
      if (!outcome.ok) {
        const refusal = { isTaken: outcome.why === 'taken', why: outcome.message, port: tcp.listener.port };
        return this.#refused(refusal, broker, was, before);
      }
    }
    const ws = firstOf(planned, 'ws');
    const rest = planned.filter((one) => one !== tcp && one.isOn);
    // Who asks for a port asks for the one of TCP; the other has its usual port or any.
    for (const one of rest) await this.#set.open(broker, one.listener, one === ws ? 'free' : 'ask');
    await this.#store.save(planned);
    this.#become({ kind: 'running', takenPort: this.#takenPort(tcp) });
    return { kind: 'started' };
  }

  #takenPort(tcp: PlannedListener | undefined): number | undefined {
    const wanted = tcp?.listener.port ?? 0;
    const bound = tcp === undefined ? undefined : this.#set.find(tcp.listener.name);
    return wanted !== 0 && bound !== undefined && bound.port !== wanted ? wanted : undefined;
  }

  async #brokerOf(): Promise<Broker> {
    if (this.#broker !== undefined) return this.#broker;
    const broker = await this.#makeBroker();
    broker.onChange(() => this.#listeners.tell());
    this.#broker = broker;
    return broker;
  }

  /** Nothing was asked to end: who ran before runs on where it was. */
  async #refused(
    refusal: { readonly isTaken: boolean; readonly why: string; readonly port: number },
    broker: Broker,
    was: BoundListener | undefined,
    before: Life,
  ): Promise<StartOutcome> {
    const { isTaken, why, port } = refusal;
    if (before.kind === 'running') {
      if (was !== undefined) await this.#set.open(broker, { ...was.listener, port: was.port }, 'free');
      this.#become(before);
    } else await this.#end(isTaken ? { kind: 'stopped' } : { kind: 'failed', why });
    if (!isTaken) return { kind: 'failed', of: 'listener', why };
    return { kind: 'taken', port, speaksMqtt: await probeMqtt(port) };
  }

  async #failed(why: string): Promise<StartOutcome> {
    await this.#end({ kind: 'failed', why });
    return { kind: 'failed', of: 'broker', why };
  }

  async #end(life: Life): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    this.#set.forget();
    await broker?.close();
    this.#become(life);
  }

  #become(life: Life): void {
    this.#life = life;
    this.#since = this.#clock.now();
    this.#listeners.tell();
  }

  /** In the order in which they are planned. */
  #bound(): readonly BoundListener[] {
    return this.#store.planned.flatMap(({ listener }) => this.#set.find(listener.name) ?? []);
  }
}

function stated(bound: BoundListener): Extract<BrokerState, { kind: 'running' }>['listeners'][number] {
  const { name, transport } = bound.listener;
  const [first, ...others] = urlsOf(bound);
  const local = first ?? { url: '' };
  const all = local.network === undefined ? others : [local, ...others];
  return {
    name,
    transport,
    port: bound.port,
    url: local.url,
    networkUrls: all.map(({ url, network = '' }) => ({ url, network })),
  };
}
