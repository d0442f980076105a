import { createHash, createHmac } from 'node:crypto';
import { prepared } from './prepared-text.ts';
import type { ScramKeys } from './scram-keys.ts';
import { usualIterations } from './scram-keys.ts';
import type { StoredPassword } from './stored-password.ts';
import { usualCost } from './stored-password.ts';
import type { StoredUser } from './stored-user.ts';

/** Users by name. An unknown name is answered in the same time and form as one that is known. */
export class Users {
  readonly #byName = new Map<string, StoredUser>();
  readonly #byPrepared = new Map<string, StoredUser>();
  readonly #list: readonly StoredUser[];
  readonly #secret: Uint8Array;

  constructor(users: readonly StoredUser[]) {
    this.#list = users;
    // Makes what unknown users are shown: the same for one name each time, not to be told from what is real.
    this.#secret = createHash('sha256').update(JSON.stringify(users)).digest();
    for (const user of users) {
      this.#byName.set(user.name, user);
      this.#byPrepared.set(prepared(user.name), user);
    }
  }

  get isEmpty(): boolean {
    return this.#list.length === 0;
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** What to hold a password against; for an unknown name what one of the users has, as it takes as long. */
  passwordOf(name: string): { readonly stored: StoredPassword; readonly isKnown: boolean } {
    const user = this.#byName.get(name);
    if (user !== undefined) return { stored: user.password, isKnown: true };
    return { stored: this.#model(name)?.password ?? noPassword, isKnown: false };
  }

  /** The keys for SCRAM and the name as it was given to us. */
  scramOf(name: string): { readonly keys: ScramKeys; readonly isKnown: boolean; readonly name: string } {
    const user = this.#byName.get(name) ?? this.#byPrepared.get(name);
    if (user?.scram !== undefined) return { keys: user.scram, isKnown: true, name: user.name };
    return { keys: this.#noKeys(name), isKnown: false, name };
  }

  #noKeys(name: string): ScramKeys {
    const iterations = this.#model(name)?.scram?.iterations ?? usualIterations;
    return {
      iterations,
      salt: this.#derived(`salt ${name}`).subarray(0, 16).toString('base64'),
      storedKey: this.#derived(`stored ${name}`).toString('base64'),
      serverKey: this.#derived(`server ${name}`).toString('base64'),
    };
  }

  #model(name: string): StoredUser | undefined {
    if (this.isEmpty) return undefined;
    return this.#list[this.#derived(`model ${name}`).readUInt32BE(0) % this.#list.length];
  }

  #derived(text: string): Buffer {
    return createHmac('sha256', this.#secret).update(text).digest();
  }
}

/** Takes as long as a password of ours; nothing has this hash. */
const noPassword: StoredPassword = {
  kind: 'scrypt',
  ...usualCost,
  salt: Buffer.alloc(16).toString('base64'),
  hash: Buffer.alloc(32).toString('base64'),
};
