import type { Subscription } from '../../app/mqtt/packet.ts';
import type { TimeSpan } from '../capture/stall-watch.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Moment } from './moment.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { Acceptance, KnownMessages, Routed, SeenMessage, TraceWatch } from './watch.ts';

type Told = Exclude<keyof TraceWatch, 'skipsPlain'>;
type Tell = (exchange: OpenExchange) => void;

/** Several watchers as one: each is told what it asks for, in their order. */
export class Watchers {
  readonly #of: { readonly [Key in Told]-?: readonly TraceWatch[] };
  /** Who is told of plain handshakes: bound, for to look for a method in objects of many kinds takes longer than to call it. */
  readonly #ofPlain: { readonly [Key in 'begun' | 'changed' | 'ended']: readonly Tell[] };

  constructor(watchers: readonly TraceWatch[]) {
    const askingFor = (name: Told) => watchers.filter((watcher) => watcher[name] !== undefined);
    this.#of = {
      memory: askingFor('memory'),
      resumed: askingFor('resumed'),
      begun: askingFor('begun'),
      changed: askingFor('changed'),
      ended: askingFor('ended'),
      connected: askingFor('connected'),
      disconnected: askingFor('disconnected'),
      subscribed: askingFor('subscribed'),
      unsubscribed: askingFor('unsubscribed'),
      silent: askingFor('silent'),
      retained: askingFor('retained'),
      sentAgain: askingFor('sentAgain'),
      willFired: askingFor('willFired'),
      routed: askingFor('routed'),
      message: askingFor('message'),
      missed: askingFor('missed'),
      stood: askingFor('stood'),
      jumped: askingFor('jumped'),
      passed: askingFor('passed'),
    };
    const ofPlain = (name: 'begun' | 'changed' | 'ended') =>
      watchers.flatMap((watcher) =>
        watcher.skipsPlain === true ? [] : (watcher[name]?.bind(watcher) ?? []),
      );
    this.#ofPlain = { begun: ofPlain('begun'), changed: ofPlain('changed'), ended: ofPlain('ended') };
  }

  get wantsMessages(): boolean {
    return this.#of.message.length > 0;
  }

  /** What all of them remember, by their names. */
  kept(): Readonly<Record<string, unknown>> {
    const memories = this.#of.memory.flatMap(({ memory }) => memory ?? []);
    return Object.fromEntries(memories.map((memory) => [memory.name, memory.keep()]));
  }

  restore(kept: Readonly<Record<string, unknown>>): void {
    for (const { memory } of this.#of.memory) {
      if (memory !== undefined && Object.hasOwn(kept, memory.name)) memory.restore(kept[memory.name]);
    }
  }

  resumed(link: LinkTrace): void {
    for (const watcher of this.#of.resumed) watcher.resumed?.(link);
  }

  begun(exchange: OpenExchange): void {
    for (const watcher of this.#of.begun) watcher.begun?.(exchange);
  }

  changed(exchange: OpenExchange): void {
    for (const watcher of this.#of.changed) watcher.changed?.(exchange);
  }

  ended(exchange: OpenExchange): void {
    for (const watcher of this.#of.ended) watcher.ended?.(exchange);
  }

  /** The same three of a plain handshake. */
  plainBegun(exchange: OpenExchange): void {
    for (const tell of this.#ofPlain.begun) tell(exchange);
  }

  plainChanged(exchange: OpenExchange): void {
    for (const tell of this.#ofPlain.changed) tell(exchange);
  }

  plainEnded(exchange: OpenExchange): void {
    for (const tell of this.#ofPlain.ended) tell(exchange);
  }

  connected(link: LinkTrace, acceptance: Acceptance, moment: Moment): void {
    for (const watcher of this.#of.connected) watcher.connected?.(link, acceptance, moment);
  }

  disconnected(link: LinkTrace, why: string, moment: Moment): void {
    for (const watcher of this.#of.disconnected) watcher.disconnected?.(link, why, moment);
  }

  subscribed(exchange: OpenExchange, asked: readonly Subscription[], codes: readonly number[]): void {
    for (const watcher of this.#of.subscribed) watcher.subscribed?.(exchange, asked, codes);
  }

  unsubscribed(client: string, filters: readonly string[]): void {
    for (const watcher of this.#of.unsubscribed) watcher.unsubscribed?.(client, filters);
  }

  silent(link: LinkTrace, since: number, moment: Moment, isEnd: boolean): void {
    for (const watcher of this.#of.silent) watcher.silent?.(link, since, moment, isEnd);
  }

  retained(link: LinkTrace, exchange: OpenExchange): void {
    for (const watcher of this.#of.retained) watcher.retained?.(link, exchange);
  }

  sentAgain(link: LinkTrace, exchange: OpenExchange, isFromClient: boolean): void {
    for (const watcher of this.#of.sentAgain) watcher.sentAgain?.(link, exchange, isFromClient);
  }

  willFired(link: LinkTrace, exchange: OpenExchange): void {
    for (const watcher of this.#of.willFired) watcher.willFired?.(link, exchange);
  }

  routed(first: number, last: number, to: Routed | undefined, moment: Moment, messages: KnownMessages): void {
    for (const watcher of this.#of.routed) watcher.routed?.(first, last, to, moment, messages);
  }

  message(message: SeenMessage): void {
    for (const watcher of this.#of.message) watcher.message?.(message);
  }

  missed(): void {
    for (const watcher of this.#of.missed) watcher.missed?.();
  }

  stood(span: TimeSpan): void {
    for (const watcher of this.#of.stood) watcher.stood?.(span);
  }

  jumped(before: number, moment: Moment): void {
    for (const watcher of this.#of.jumped) watcher.jumped?.(before, moment);
  }

  passed(moment: Moment, oldest: OpenExchange | undefined): void {
    for (const watcher of this.#of.passed) watcher.passed?.(moment, oldest);
  }
}
