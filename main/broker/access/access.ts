import type { ConnectPacket } from '../../../app/mqtt/packet.ts';
import type { Channel } from '../peer/channel.ts';
import type { Rights } from './rights.ts';

/** `method` is an Authentication Method (clause 4.12), `app` the program that this broker is part of. */
export const provenBy = ['password', 'certificate', 'method', 'app'] as const;

/** Who a client has turned out to be. */
export type Identity =
  /** `claimed` is a user name that came with it and that nobody checked. */
  | { readonly kind: 'anonymous'; readonly claimed: string | undefined }
  | { readonly kind: 'user'; readonly name: string; readonly by: (typeof provenBy)[number] };

/** The user name that a client goes by, checked or not. */
export function nameOf(identity: Identity): string | undefined {
  return identity.kind === 'user' ? identity.name : identity.claimed;
}

/** A client that wants to connect. */
export interface Applicant {
  readonly connect: ConnectPacket;
  /** The client identifier in force; made by us if the client has none. */
  readonly clientId: string;
  readonly channel: Channel;
  /** Nobody waits for the decision any more: work on it can be spared. */
  readonly isGone: boolean;
}

/** What a step of authentication leads to (clauses 3.1.4 and 4.12). */
export type Outcome =
  | {
      readonly kind: 'accepted';
      readonly identity: Identity;
      /** Authentication Data that goes with the success. */
      readonly data?: Uint8Array;
    }
  /** `reasonCode` is 5.0's; `why` is one sentence that may be told. */
  | { readonly kind: 'refused'; readonly reasonCode: number; readonly why: string }
  /** The client is sent AUTH 0x18 with `data`; its answer goes into `next`. Only with an Authentication Method. */
  | { readonly kind: 'challenge'; readonly data: Uint8Array | undefined; readonly next: NextStep };

/** Takes the Authentication Data of the client's AUTH. */
export type NextStep = (data: Uint8Array | undefined) => Outcome | Promise<Outcome>;

/** Who may connect, and what each may do. */
export interface Access {
  /** Decides on a CONNECT. At once where it can: only a promise makes the connection wait. */
  authenticate(applicant: Applicant): Outcome | Promise<Outcome>;
  /** A client that is in proves anew who it is, by the method of its CONNECT (clause 4.12.1). */
  reauthenticate(
    applicant: Applicant,
    identity: Identity,
    data: Uint8Array | undefined,
  ): Outcome | Promise<Outcome>;
  /** Whether one who got in by this listener would get in again. */
  isStillWelcome(identity: Identity, listener: string): boolean;
  /** Calls back when users or rules have changed; returns what ends it. */
  onChange(changed: () => void): () => void;
  /**
   * What a client may publish, subscribe to and receive; undefined if everything, so that nobody needs to ask. `listener`
   * is the name of the one that it came by, undefined while it is asleep.
   */
  rightsOf(clientId: string, identity: Identity, listener: string | undefined): Rights | undefined;
}

/** Everybody may do everything; names and passwords are not looked at. */
export const openAccess: Access = {
  authenticate: ({ connect }) =>
    connect.properties.authenticationMethod === undefined
      ? { kind: 'accepted', identity: { kind: 'anonymous', claimed: connect.username } }
      : unsupportedMethod,
  reauthenticate: () => unsupportedMethod,
  isStillWelcome: () => true,
  onChange: () => () => undefined,
  rightsOf: () => undefined,
};

/** [MQTT-4.12.0-1] */
export const unsupportedMethod: Outcome = {
  kind: 'refused',
  reasonCode: 0x8c,
  why: 'The authentication method is not supported.',
};

/** The same for an unknown user and a wrong password, by whatever method: else one could be told from the other. */
export const wrongPassword: Outcome = {
  kind: 'refused',
  reasonCode: 0x86,
  why: 'The user name or the password is wrong.',
};
