import { Listeners } from '../../app/base/listeners.ts';
import type { Answer } from '../../app/contract/answer.ts';
import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { MessageToPublish, PublishOutcome } from '../../app/contract/areas/publish.ts';
import type { SourceState } from '../../app/contract/areas/sources.ts';
import type { ConnackPacket, ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { Attempt } from './attempt.ts';
import { startAttempt } from './attempt.ts';
import type { AttemptListener } from './attempt-options.ts';
import { AttemptRecord } from './attempt-record.ts';
import { defaultBackoff } from './backoff.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { addressOf } from './dial/dial.ts';
import { Lab } from './lab/lab.ts';
import { startRival } from './lab/rival.ts';
import type { LinkEnd } from './link/link-end.ts';
import type { LiveLink } from './live-link.ts';
import { needsReconnect, sessionKey } from './profile-change.ts';
import type { StoredProfile } from './profile-store.ts';
import { Reconnect } from './reconnect.ts';
import { Sender } from './sender.ts';
import { serverLimits } from './server-limits.ts';
import type { Session } from './session.ts';
import { createSession } from './session.ts';
import { subscribeFirst } from './subscribe-first.ts';
import { Subscriptions } from './subscriptions.ts';

/** One MQTT client of ours on one broker, for as long as its profile lives. */
export interface Connection {
  /** Connects and stays connected as the profile says; while it waits for the next try, tries now. */
  open(): void;
  /** DISCONNECT; resolves when the connection has ended. */
  close(): Promise<void>;
  /** Fails with `not-connected`, `invalid`, `busy`, `lost`, `cancelled`. */
  publish(message: MessageToPublish, signal: AbortSignal | undefined): Promise<Answer<PublishOutcome>>;
  /**
   * Takes a changed profile over; subscriptions at once, the rest with the next connection. What the broker granted
   * shows in `detail`.
   */
  update(stored: StoredProfile): { readonly reconnectNeeded: boolean };
  detail(): ConnectionDetail;
  state(): SourceState;
  /** Called after each change of state or detail; often in a row, so fold. */
  onChange(listener: () => void): () => void;
  /** What a tester has it do. */
  readonly lab: Lab;
  /** Closes and never opens again. */
  dispose(): Promise<void>;
}

export function createConnection(options: ConnectionOptions): Connection {
  return new MqttConnection(options);
}

class MqttConnection implements Connection {
  readonly #options: ConnectionOptions;
  readonly #reconnect: Reconnect;
  readonly #listeners = new Listeners();
  readonly #subscriptions: Subscriptions;
  readonly #sender = new Sender();
  readonly #record: AttemptRecord;
  readonly lab: Lab;
  #stored: StoredProfile;
  /** What the present connection was made with. */
  #inForce: Profile | undefined;
  #session: Session;
  #state: SourceState = { kind: 'idle' };
  #attempt: Attempt | undefined;
  #live: LiveLink | undefined;
  #retry: NodeJS.Timeout | undefined;
  #wanted = false;
  /** Clean Start of the next try alone, where a tester wants it otherwise than the profile. */
  #cleanStart: boolean | undefined;
  #disposed = false;
  #ended: PromiseWithResolvers<void> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#stored = options.stored;
    this.#reconnect = new Reconnect(options.backoff ?? defaultBackoff, options.random);
    this.#session = createSession(sessionKey(options.stored));
    this.#record = new AttemptRecord(options.clock, () => this.#listeners.tell());
    this.#subscriptions = new Subscriptions(options.clock, () => this.#listeners.tell());
    this.#subscriptions.replace(options.stored.profile.subscriptions);
    this.lab = new Lab({
      clock: options.clock,
      changed: () => this.#listeners.tell(),
      link: () => this.#attempt?.link,
      come: (cleanStart) => this.#come(cleanStart),
      leave: () => this.#leave(),
      stayAway: () => this.#stayAway(),
      rival: (changed) => startRival(this.#attemptOptions(this.#stored.profile), changed),
    });
  }

  open(): void {
    this.lab.rest();
    this.#open();
  }

  #open(): void {
    if (this.#disposed) return;
    if (!this.#wanted) this.#reconnect.begin();
    this.#wanted = true;
    // Closing still: `#over` goes on from there.
    if (this.#attempt === undefined) this.#try();
  }

  async close(): Promise<void> {
    this.lab.rest();
    this.#stayAway();
    if (this.#attempt === undefined) {
      this.#become({ kind: 'idle' });
      return;
    }
    this.#ended ??= Promise.withResolvers();
    const { promise } = this.#ended;
    this.#attempt.stop();
    await promise;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.close();
    this.#listeners.clear();
  }

  publish(message: MessageToPublish, signal: AbortSignal | undefined): Promise<Answer<PublishOutcome>> {
    return this.#sender.publish(message, signal);
  }

  update(stored: StoredProfile): { readonly reconnectNeeded: boolean } {
    this.#stored = stored;
    this.#subscriptions.replace(stored.profile.subscriptions);
    this.#synchronise();
    this.#listeners.tell();
    return { reconnectNeeded: this.#inForce !== undefined && needsReconnect(this.#inForce, stored.profile) };
  }

  detail(): ConnectionDetail {
    return { ...this.#record.read(), state: this.#state, subscriptions: this.#subscriptions.read() };
  }

  state(): SourceState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #try(): void {
    clearTimeout(this.#retry);
    const cleanStart = this.#cleanStart ?? this.#stored.profile.cleanStart;
    this.#cleanStart = undefined;
    const profile = { ...this.#stored.profile, cleanStart };
    this.#inForce = this.#stored.profile;
    if (this.#session.key !== sessionKey(this.#stored)) {
      this.#session = createSession(sessionKey(this.#stored));
      this.#subscriptions.forget();
    }
    this.#record.begin();
    this.#become({ kind: 'connecting', attempt: this.#reconnect.count() });
    this.#attempt = startAttempt({
      ...this.#attemptOptions(profile),
      session: this.#session,
      steps: this.#record.steps,
      gate: this.lab.gate,
      mendPublish: (frame) => this.#sender.mend(frame, profile.protocolVersion),
      listener: this.#listener(),
    });
  }

  #attemptOptions(profile: Profile) {
    const { clock, observer, secrets, backlog = () => 0 } = this.#options;
    const clientId = profile.clientId === '' ? this.#stored.madeUpClientId : profile.clientId;
    return { profile, clientId, secrets: secrets(), observer, backlog, clock };
  }

  #come(cleanStart: boolean): void {
    this.#cleanStart = cleanStart;
    const before = this.#attempt;
    this.#open();
    // `#over` goes on from its end.
    before?.stop();
  }

  #leave(): void {
    this.#stayAway();
    this.#attempt?.stop();
  }

  #stayAway(): void {
    this.#wanted = false;
    clearTimeout(this.#retry);
  }

  #listener(): AttemptListener {
    return {
      sawChain: (chain) => this.#record.sawChain(chain),
      answered: (connack, asked) => this.#record.answered(connack, asked),
      accepted: (connack, asked) => this.#accepted(connack, asked.protocolVersion),
      ready: (live) => this.#ready(live),
      received: (packet, time) => this.#sender.packetReceived(packet, time),
      sent: (packet, time) => this.#sender.packetSent(packet, time),
      ended: (end) => this.#over(end),
    };
  }

  #accepted(connack: ConnackPacket, version: ProtocolVersion): void {
    this.#sender.accept({ version, limits: serverLimits(connack), session: this.#session });
    this.#reconnect.accepted();
    // 3.1 does not tell; to subscribe again does no harm.
    if (!connack.sessionPresent) this.#subscriptions.forget();
    this.#record.outcome('connected');
    this.#options.log('info', 'connection', `${this.#name()}: connected`);
    this.#become({ kind: 'connected', since: this.#options.clock.now() });
  }

  #ready(live: LiveLink): void {
    this.#live = live;
    this.#sender.start(live);
    const { steps } = this.#record;
    void subscribeFirst(this.#subscriptions, live, steps, () => this.#live === live);
  }

  #synchronise(): void {
    if (this.#live !== undefined) void this.#subscriptions.synchronise(this.#live);
  }

  #over({ kind, failure: { detail, lasting } }: LinkEnd): void {
    this.#attempt = undefined;
    this.#live = undefined;
    this.#inForce = undefined;
    this.#sender.stop();
    this.#subscriptions.interrupted();
    this.#record.outcome(kind === 'asked' ? 'disconnected' : detail);
    if (kind !== 'asked') this.#options.log('warn', 'connection', `${this.#name()}: ${detail}`);
    this.#next(kind === 'asked', detail, lasting);
    this.#ended?.resolve();
    this.#ended = undefined;
  }

  #next(wasAsked: boolean, why: string, isLasting: boolean): void {
    // Opened again while it was closing.
    if (this.#wanted && wasAsked) this.#try();
    else if (!this.#wanted) this.#become({ kind: 'idle' });
    else this.#again(why, isLasting);
  }

  #again(why: string, isLasting: boolean): void {
    const now = this.#options.clock.now();
    const heldMs = this.#state.kind === 'connected' ? (now - this.#state.since) / 1000 : 0;
    const next = this.#reconnect.after(isLasting, heldMs);
    if (!this.#stored.profile.reconnect || next.kind === 'none') {
      this.#wanted = false;
      this.#become({ kind: 'failed', why, at: now });
      return;
    }
    this.#retry = setTimeout(() => this.#try(), next.ms);
    this.#become({ kind: 'waiting', attempt: next.attempt, retryAt: now + next.ms * 1000, why });
  }

  #become(state: SourceState): void {
    this.#state = state;
    this.#listeners.tell();
  }

  #name(): string {
    return addressOf(this.#stored.profile);
  }
}
