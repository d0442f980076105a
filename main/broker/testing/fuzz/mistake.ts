import type { Version } from '../bytes.ts';
import type { Draw } from '../draw.ts';

/** What the standard has a server do; several where it leaves a choice. */
export type Expected =
  /** The connection is closed; in 5.0 DISCONNECT with one of these reason codes goes before. */
  | { readonly kind: 'ended'; readonly codes: readonly number[] }
  /** No client yet: closed, with a CONNACK of one of these codes or, where it is said so, without one. */
  | { readonly kind: 'refused'; readonly codes: readonly number[]; readonly mayBeSilent: boolean }
  /** The connection lives; what came back, if anything came, begins with these bytes. */
  | { readonly kind: 'answered'; readonly begins: readonly number[] };

/** Those in which something is a mistake. */
type Versions = readonly [Version, ...Version[]];

/**
 * One way to be wrong. What is to be answered stands beside the bytes, out of the standard: neither asks our decoder.
 * The bytes are random wherever the mistake leaves it open.
 */
export interface Mistake {
  readonly name: string;
  readonly versions: Versions;
  /** Whether the bytes stand in the place of CONNECT; else they follow an accepted one. */
  readonly isFirst: boolean;
  make(draw: Draw, version: Version): Uint8Array;
  expected(version: Version): Expected;
}

export const all: Versions = [3, 4, 5];
export const only5: Versions = [5];
export const malformed = 0x81;
export const protocolError = 0x82;

/** A mistake of a client that is connected; `codes` are what 5.0 may be told. */
export function late(
  name: string,
  versions: Versions,
  codes: readonly number[],
  make: Mistake['make'],
): Mistake {
  return { name, versions, isFirst: false, make, expected: () => ({ kind: 'ended', codes }) };
}

/** A mistake in the first packet. `codes`: what CONNACK may say, by version; none closes without one. */
export function early(
  name: string,
  versions: Versions,
  codes: Partial<Record<Version, readonly number[]>>,
  make: Mistake['make'],
): Mistake {
  const expected = (version: Version): Expected => ({
    kind: 'refused',
    codes: codes[version] ?? [],
    mayBeSilent: true,
  });
  return { name, versions, isFirst: true, make, expected };
}

/** Something odd that must not cost the connection. */
export function harmless(
  name: string,
  versions: Versions,
  begins: readonly number[],
  make: Mistake['make'],
): Mistake {
  return { name, versions, isFirst: false, make, expected: () => ({ kind: 'answered', begins }) };
}
