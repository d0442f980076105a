import type { ListenerState, NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import type { Broker } from '../../broker/broker.ts';
import type { Refusal } from '../../broker/listeners/lobby.ts';
import type { BindOutcome, BoundListener } from './bound-listener.ts';
import { bind, urlsOf } from './bound-listener.ts';

type Entry =
  | { readonly kind: 'starting' }
  | { readonly kind: 'bound'; readonly bound: BoundListener }
  | { readonly kind: 'failed'; readonly why: string };

/** What became of each listener of a running broker, by name. */
export class ListenerSet {
  readonly #entries = new Map<string, Entry>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get bound(): readonly BoundListener[] {
    return [...this.#entries.values()].flatMap((entry) => (entry.kind === 'bound' ? [entry.bound] : []));
  }

  find(name: string): BoundListener | undefined {
    const entry = this.#entries.get(name);
    return entry?.kind === 'bound' ? entry.bound : undefined;
  }

  /** Undefined for one that was not asked to listen. */
  stateOf(name: string): ListenerState | undefined {
    const entry = this.#entries.get(name);
    if (entry?.kind !== 'bound') return entry;
    const { bound } = entry;
    const { connections, refused, lastRefusal } = bound.traffic();
    return {
      kind: 'listening',
      port: bound.port,
      urls: [...urlsOf(bound)],
      connections,
      refused,
      ...(lastRefusal !== undefined && { lastRefusal: told(lastRefusal) }),
    };
  }

  /** Listens, if it does not yet just like that. */
  async open(broker: Broker, listener: NamedListener, whenTaken: 'ask' | 'free'): Promise<BindOutcome> {
    const { name } = listener;
    const before = this.find(name);
    if (before !== undefined && isAsWanted(before, listener)) return { ok: true, bound: before };
    await this.close(name);
    this.#become(name, { kind: 'starting' });
    const outcome = await bind(broker, listener, whenTaken);
    this.#become(
      name,
      outcome.ok
        ? { kind: 'bound', bound: outcome.bound }
        : { kind: 'failed', why: this.#whyNot(listener, outcome) },
    );
    return outcome;
  }

  /** It may be one of ours that has the port. */
  #whyNot({ port }: NamedListener, { why, message }: Extract<BindOutcome, { ok: false }>): string {
    const holder = why === 'taken' ? this.bound.find((one) => one.port === port) : undefined;
    return holder === undefined ? message : `Port ${port} is that of the listener ${holder.listener.name}.`;
  }

  async close(name: string): Promise<void> {
    const bound = this.find(name);
    this.#entries.delete(name);
    await bound?.close();
    this.#changed();
  }

  /** The broker is gone, and with it all of them. */
  forget(): void {
    this.#entries.clear();
  }

  #become(name: string, entry: Entry): void {
    this.#entries.set(name, entry);
    this.#changed();
  }
}

function told({ time, address, why }: Refusal) {
  return { time, address, why };
}

function isAsWanted({ listener, port }: BoundListener, wanted: NamedListener): boolean {
  const hasItsPort = wanted.port === 0 || wanted.port === port;
  return hasItsPort && JSON.stringify(listener) === JSON.stringify(wanted);
}
