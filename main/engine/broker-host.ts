import { networkInterfaces } from 'node:os';
import type { Clock } from '../../app/base/clock.ts';
import { Listeners } from '../../app/base/listeners.ts';
import { Turns } from '../../app/base/turns.ts';
import type { BrokerState } from '../../app/contract/areas/broker/state.ts';
import type { Broker } from '../broker/broker.ts';
import { messageOf } from '../files/json-file.ts';
import { probeMqtt } from './probe-mqtt.ts';

export interface BrokerPlan {
  readonly port: number;
  readonly wsPort: number;
  readonly network: boolean;
  readonly allowedOrigins: readonly string[];
  readonly whenTaken: 'ask' | 'free';
}

type StartOutcome =
  | { readonly kind: 'started' }
  | { readonly kind: 'taken'; readonly port: number; readonly speaksMqtt: boolean }
  | { readonly kind: 'failed'; readonly why: string };

type RunningListener = Extract<BrokerState, { kind: 'running' }>['listeners'][number];
type Bound = { readonly listener: RunningListener; close(): Promise<void> };
type BindOutcome =
  | { readonly ok: true; readonly bound: Bound }
  | { readonly ok: false; readonly why: 'taken' | 'other'; readonly message: string };

/** Ports tried in place of one that somebody else has, before any free one is taken. */
const triedNext = 20;

/** The embedded broker as the app runs it: one broker, opened and closed to the world by its listeners. */
export class BrokerHost {
  readonly #makeBroker: () => Promise<Broker>;
  readonly #clock: Clock;
  readonly #listeners = new Listeners();
  /** One start or stop at a time. */
  readonly #turns = new Turns();
  #broker: Broker | undefined;
  #bound: Bound[] = [];
  #state: BrokerState = { kind: 'stopped' };
  #since: number;

  constructor(makeBroker: () => Promise<Broker>, clock: Clock) {
    this.#makeBroker = makeBroker;
    this.#clock = clock;
    this.#since = clock.now();
  }

  get state(): BrokerState {
    return this.#state;
  }

  /** When the state became what it is, µs since 1970. */
  get since(): number {
    return this.#since;
  }

  get broker(): Broker | undefined {
    return this.#broker;
  }

  /** The TCP port in use, undefined while stopped. */
  get port(): number | undefined {
    if (this.#state.kind !== 'running') return undefined;
    return this.#state.listeners.find((listener) => listener.transport === 'tcp')?.port;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Starts, or if it runs listens anew as planned; sessions and retained messages stay. */
  start(plan: BrokerPlan): Promise<StartOutcome> {
    return this.#turns.run(() => this.#start(plan));
  }

  stop(): Promise<void> {
    return this.#turns.run(async () => {
      const broker = this.#broker;
      this.#broker = undefined;
      this.#bound = [];
      await broker?.close();
      this.#become({ kind: 'stopped' });
    });
  }

  async #start(plan: BrokerPlan): Promise<StartOutcome> {
    const before = this.#state;
    await this.#closeListeners();
    this.#become({ kind: 'starting' });
    const broker = await this.#brokerOf().catch((error: unknown) => messageOf(error));
    if (typeof broker === 'string') {
      await this.#giveUp({ kind: 'failed', why: broker });
      return { kind: 'failed', why: broker };
    }
    const tcp = await bind(broker, 'tcp', plan.port, plan);
    if (!tcp.ok) return this.#refused(tcp, plan, before);
    const ws = await bind(broker, 'ws', plan.wsPort, { ...plan, whenTaken: 'free' });
    this.#bound = ws.ok ? [tcp.bound, ws.bound] : [tcp.bound];
    this.#become(running(this.#bound, plan));
    return { kind: 'started' };
  }

  async #brokerOf(): Promise<Broker> {
    if (this.#broker !== undefined) return this.#broker;
    const broker = await this.#makeBroker();
    broker.onChange(() => this.#listeners.tell());
    this.#broker = broker;
    return broker;
  }

  async #refused(
    refusal: Extract<BindOutcome, { ok: false }>,
    plan: BrokerPlan,
    before: BrokerState,
  ): Promise<StartOutcome> {
    if (refusal.why === 'taken') {
      // Nothing was asked to end: who ran before runs on where it was.
      if (before.kind === 'running') await this.#restore(before);
      else await this.#giveUp({ kind: 'stopped' });
      return { kind: 'taken', port: plan.port, speaksMqtt: await probeMqtt(plan.port) };
    }
    await this.#giveUp({ kind: 'failed', why: refusal.message });
    return { kind: 'failed', why: refusal.message };
  }

  async #restore(before: Extract<BrokerState, { kind: 'running' }>): Promise<void> {
    const port = (transport: 'tcp' | 'ws') =>
      before.listeners.find((listener) => listener.transport === transport)?.port ?? 0;
    await this.#start({
      port: port('tcp'),
      wsPort: port('ws'),
      network: before.network,
      allowedOrigins: before.allowedOrigins,
      whenTaken: 'free',
    });
  }

  async #giveUp(state: BrokerState): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    await broker?.close();
    this.#become(state);
  }

  async #closeListeners(): Promise<void> {
    const bound = this.#bound;
    this.#bound = [];
    await Promise.all(bound.map((one) => one.close()));
  }

  #become(state: BrokerState): void {
    this.#state = state;
    this.#since = this.#clock.now();
    this.#listeners.tell();
  }
}

async function bind(
  broker: Broker,
  transport: 'tcp' | 'ws',
  port: number,
  plan: BrokerPlan,
): Promise<BindOutcome> {
  const host = plan.network ? '0.0.0.0' : '127.0.0.1';
  for (const candidate of candidates(port, plan.whenTaken)) {
    const allowedOrigins = [...plan.allowedOrigins];
    const outcome = await broker.listen({ transport, host, port: candidate, allowedOrigins });
    if (outcome.ok) {
      const url = `${transport === 'tcp' ? 'mqtt' : 'ws'}://127.0.0.1:${outcome.port}`;
      return {
        ok: true,
        bound: { listener: { transport, host, port: outcome.port, url }, close: outcome.close },
      };
    }
    if (outcome.why !== 'taken') return { ok: false, why: 'other', message: outcome.message };
  }
  return { ok: false, why: 'taken', message: `Port ${port} is in use.` };
}

function candidates(port: number, whenTaken: 'ask' | 'free'): number[] {
  if (whenTaken === 'ask' || port === 0) return [port];
  const next = Array.from({ length: triedNext }, (_, index) => port + 1 + index);
  return [port, ...next.filter((candidate) => candidate <= 65_535), 0];
}

function running(bound: readonly Bound[], plan: BrokerPlan): BrokerState {
  const listeners = bound.map((one) => one.listener);
  const tcp = listeners.find((listener) => listener.transport === 'tcp');
  const isElsewhere = plan.port !== 0 && tcp !== undefined && tcp.port !== plan.port;
  return {
    kind: 'running',
    listeners,
    network: plan.network,
    addresses: plan.network ? addresses() : [],
    takenPort: isElsewhere ? plan.port : undefined,
    allowedOrigins: [...plan.allowedOrigins],
  };
}

function addresses(): { name: string; address: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, entries]) =>
    (entries ?? [])
      .filter((entry) => !entry.internal && !entry.address.startsWith('fe80:'))
      .map(({ address }) => ({ name, address })),
  );
}
