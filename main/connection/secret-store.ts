import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Secrets } from '../../app/contract/areas/profiles.ts';

/** Passwords and passphrases, in memory only: never written, never logged, never told but to the connection. */
export interface SecretStore {
  /** A string sets, an empty one removes, absent keeps. */
  set(id: SourceId, secrets: Secrets): void;
  /** Which there are: all that the interface may know. */
  has(id: SourceId): { readonly password: boolean; readonly keyPassphrase: boolean };
  read(id: SourceId): Secrets;
  forget(id: SourceId): void;
  /** The text without any secret that stands in it: a peer may echo what it was told. */
  hide(text: string): string;
}

/** A shorter secret is found in any text. */
const shortestHidden = 3;

export function createSecretStore(): SecretStore {
  const kept = new Map<SourceId, Secrets>();
  const read = (id: SourceId): Secrets => kept.get(id) ?? {};
  return {
    read,
    set: (id, secrets) => {
      const before = read(id);
      kept.set(id, {
        password: changed(before.password, secrets.password),
        keyPassphrase: changed(before.keyPassphrase, secrets.keyPassphrase),
      });
    },
    has: (id) => {
      const { password, keyPassphrase } = read(id);
      return { password: password !== undefined, keyPassphrase: keyPassphrase !== undefined };
    },
    forget: (id) => {
      kept.delete(id);
    },
    hide: (text) =>
      [...kept.values()]
        .flatMap(({ password, keyPassphrase }) => [password ?? '', keyPassphrase ?? ''])
        .filter(({ length }) => length >= shortestHidden)
        .reduce((hidden, secret) => hidden.replaceAll(secret, '•••'), text),
  };
}

function changed(before: string | undefined, wanted: string | undefined): string | undefined {
  if (wanted === undefined) return before;
  return wanted === '' ? undefined : wanted;
}
