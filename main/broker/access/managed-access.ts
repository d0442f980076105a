import { randomBytes, timingSafeEqual } from 'node:crypto';
import { unreachable } from '../../../app/base/assert.ts';
import type { Clock } from '../../../app/base/clock.ts';
import { Listeners } from '../../../app/base/listeners.ts';
import type { ListenerAccess } from '../../../app/contract/areas/broker/access.ts';
import type { ConnectPacket } from '../../../app/mqtt/packet.ts';
import { networkOf } from '../auth/network-of.ts';
import { scram, scramMethod } from '../auth/scram.ts';
import { isPassword } from '../auth/stored-password.ts';
import { Users } from '../auth/users.ts';
import { WorkQueue } from '../auth/work-queue.ts';
import type { Access, Applicant, Identity, Outcome } from './access.ts';
import { unsupportedMethod, wrongPassword } from './access.ts';
import type { AccessConfig } from './access-config.ts';
import { Policy } from './policy.ts';
import { Refusals } from './refusals.ts';
import { Rights } from './rights.ts';

/** An Authentication Method of clause 4.12; `data` is what came with CONNECT or with AUTH 0x19. */
type AuthenticationMethod = (
  data: Uint8Array | undefined,
  applicant: Applicant,
) => Outcome | Promise<Outcome>;

/** What the program that this broker is part of shows to get in; the rules are not for it. */
export interface OwnClient {
  readonly name: string;
  /** Made anew with each start, kept nowhere. */
  readonly password: string;
}

interface AccessNeeds {
  readonly clock: Clock;
  readonly config: AccessConfig;
  readonly own?: OwnClient;
  /** Passwords that are hashed at once and that wait for it; two of the pool's four threads are left to others. */
  readonly hashing?: { readonly atOnce: number; readonly waiting: number };
  /** Beside SCRAM-SHA-256, by name. */
  readonly methods?: ReadonlyMap<string, AuthenticationMethod>;
}

const usualHashing = { atOnce: 2, waiting: 1000 };

/** Users and rules that can change while the broker runs. */
export class ManagedAccess implements Access {
  readonly refusals: Refusals;
  readonly #queue: WorkQueue;
  readonly #methods: ReadonlyMap<string, AuthenticationMethod>;
  readonly #own: OwnClient | undefined;
  readonly #changes = new Listeners();
  readonly #refused = new Listeners();
  #config: AccessConfig;
  #users: Users;
  #policy: Policy;

  constructor(needs: AccessNeeds) {
    const { clock, config, own, hashing = usualHashing, methods = new Map() } = needs;
    this.#own = own;
    this.refusals = new Refusals(clock, () => this.#refused.tell());
    this.#queue = new WorkQueue(hashing);
    this.#methods = new Map<string, AuthenticationMethod>([
      [scramMethod, (data) => this.#scram(data)],
      ...methods,
    ]);
    this.#config = config;
    this.#users = new Users(config.users);
    this.#policy = new Policy(config.rules, config.otherwise);
  }

  get config(): AccessConfig {
    return this.#config;
  }

  get policy(): Policy {
    return this.#policy;
  }

  /** From now on this holds, for those who are connected as well. */
  change(config: AccessConfig): void {
    this.#config = config;
    this.#users = new Users(config.users);
    this.#policy = new Policy(config.rules, config.otherwise);
    this.#changes.tell();
  }

  onChange(changed: () => void): () => void {
    return this.#changes.add(changed);
  }

  /** Calls back for each refusal; returns what ends it. */
  onRefusal(refused: () => void): () => void {
    return this.#refused.add(refused);
  }

  authenticate(applicant: Applicant): Outcome | Promise<Outcome> {
    return this.#watched(this.#identify(applicant), applicant);
  }

  reauthenticate(
    applicant: Applicant,
    identity: Identity,
    data: Uint8Array | undefined,
  ): Outcome | Promise<Outcome> {
    const method = this.#methodFor(applicant);
    if (method === undefined) return this.#watched(unsupportedMethod, applicant);
    return this.#watched(method(data, applicant), applicant, identity);
  }

  isStillWelcome(identity: Identity, listener: string): boolean {
    const { anonymous, identity: wanted } = this.#wanted(listener);
    if (identity.kind === 'user' && identity.by === 'app') return true;
    if (identity.kind === 'anonymous') {
      return anonymous && (identity.claimed === undefined || this.#users.isEmpty);
    }
    if (identity.by === 'certificate') return wanted !== 'password';
    return wanted !== 'certificate' && this.#users.has(identity.name);
  }

  rightsOf(clientId: string, identity: Identity, listener: string | undefined): Rights | undefined {
    if (this.#policy.isOpen || (identity.kind === 'user' && identity.by === 'app')) return undefined;
    const user = identity.kind === 'user' ? identity.name : undefined;
    return new Rights({ clientId, user }, this.#policy, (refusal) => this.refusals.note(refusal, listener));
  }

  #identify(applicant: Applicant): Outcome | Promise<Outcome> {
    const { connect, channel } = applicant;
    if (this.#own !== undefined && isOwn(this.#own, connect)) {
      return { kind: 'accepted', identity: { kind: 'user', name: this.#own.name, by: 'app' } };
    }
    const { anonymous, identity } = this.#wanted(channel.listener);
    if (connect.properties.authenticationMethod !== undefined) {
      const method = this.#methodFor(applicant);
      return method?.(connect.properties.authenticationData, applicant) ?? unsupportedMethod;
    }
    if (identity !== 'password' && channel.certificateName !== undefined) {
      return {
        kind: 'accepted',
        identity: { kind: 'user', name: channel.certificateName, by: 'certificate' },
      };
    }
    const { username } = connect;
    if (username === undefined || identity === 'certificate') {
      return anonymous ? acceptedAs(undefined) : notAuthorized;
    }
    if (this.#users.isEmpty) return anonymous ? acceptedAs(username) : wrongPassword;
    return this.#login(username, connect.password ?? new Uint8Array(0), applicant);
  }

  async #login(name: string, password: Uint8Array, applicant: Applicant): Promise<Outcome> {
    const { stored, isKnown } = this.#users.passwordOf(name);
    const isRight = await this.#queue.run(() => isPassword(stored, password), {
      from: networkOf(applicant.channel.address),
      isGone: () => applicant.isGone,
    });
    if (isRight === 'full') return busy;
    if (isRight !== true || !isKnown) return wrongPassword;
    // It may have been taken away while the password was hashed.
    if (this.#users.passwordOf(name).stored !== stored) return wrongPassword;
    return { kind: 'accepted', identity: { kind: 'user', name, by: 'password' } };
  }

  #methodFor({ connect, channel }: Applicant): AuthenticationMethod | undefined {
    const { authenticationMethod: name } = connect.properties;
    if (name === undefined || this.#wanted(channel.listener).identity === 'certificate') return undefined;
    // Without users there is nobody whom SCRAM could let in.
    return name === scramMethod && this.#users.isEmpty ? undefined : this.#methods.get(name);
  }

  #scram(data: Uint8Array | undefined): Outcome {
    return scram(data, {
      keysOf: (name) => this.#users.scramOf(name),
      nonce: () => randomBytes(18).toString('base64'),
    });
  }

  #wanted(listener: string): Required<Omit<ListenerAccess, 'anonymous'>> & { readonly anonymous: boolean } {
    const own = this.#config.listeners[listener];
    return { anonymous: own?.anonymous ?? this.#config.anonymous, identity: own?.identity ?? 'password' };
  }

  /** Notes refusals, at once and after challenges; `earlier` is who a client that is in has to stay. */
  #watched(
    outcome: Outcome | Promise<Outcome>,
    applicant: Applicant,
    earlier?: Identity,
  ): Outcome | Promise<Outcome> {
    if (outcome instanceof Promise) return outcome.then((late) => this.#watch(late, applicant, earlier));
    return this.#watch(outcome, applicant, earlier);
  }

  #watch(outcome: Outcome, applicant: Applicant, earlier: Identity | undefined): Outcome {
    switch (outcome.kind) {
      case 'accepted': {
        if (earlier === undefined || isSame(outcome.identity, earlier)) return outcome;
        return this.#watch(anotherUser, applicant, undefined);
      }
      case 'refused': {
        const { clientId, connect, channel } = applicant;
        const { username: user } = connect;
        const refusal = { clientId, user, action: 'connect', topic: outcome.why, rule: undefined } as const;
        this.refusals.note(refusal, channel.listener);
        return outcome;
      }
      case 'challenge': {
        const { next } = outcome;
        return { ...outcome, next: (data) => this.#watched(next(data), applicant, earlier) };
      }
      default:
        return unreachable(outcome);
    }
  }
}

function isOwn(own: OwnClient, { username, password }: ConnectPacket): boolean {
  const expected = Buffer.from(own.password);
  if (username !== own.name || password?.length !== expected.length) return false;
  return timingSafeEqual(expected, password);
}

function acceptedAs(claimed: string | undefined): Outcome {
  return { kind: 'accepted', identity: { kind: 'anonymous', claimed } };
}

function isSame(one: Identity, other: Identity): boolean {
  return one.kind === 'user' && other.kind === 'user' && one.name === other.name;
}

const notAuthorized: Outcome = {
  kind: 'refused',
  reasonCode: 0x87,
  why: 'A user name and a password are needed.',
};
const busy: Outcome = {
  kind: 'refused',
  reasonCode: 0x89,
  why: 'Too many clients are logging in at once.',
};
const anotherUser: Outcome = {
  kind: 'refused',
  reasonCode: 0x87,
  why: 'A client must stay the user that it was.',
};
