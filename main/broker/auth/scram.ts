import { timingSafeEqual } from 'node:crypto';
import type { Outcome } from '../access/access.ts';
import { wrongPassword } from '../access/access.ts';
import { prepared } from './prepared-text.ts';
import type { ScramKeys } from './scram-keys.ts';
import { hmac, sha256 } from './scram-keys.ts';

export const scramMethod = 'SCRAM-SHA-256';

interface KnownKeys {
  readonly keys: ScramKeys;
  readonly isKnown: boolean;
  readonly name: string;
}

interface ScramNeeds {
  /**
   * The keys of a user and its own spelling, as they are now: the same object until they change. Of an unknown one keys
   * that no password fits, with the same values each time.
   */
  keysOf(name: string): KnownKeys;
  /** Printable ASCII without a comma, never the same twice. */
  nonce(): string;
}

interface FirstMessage {
  /** The channel binding that the client spoke of, to come back in its last message. */
  readonly header: string;
  readonly bare: string;
  readonly name: string;
  readonly nonce: string;
}

/**
 * The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677): client-first in CONNECT, or in an AUTH that is asked for;
 * server-first and client-final in AUTH; server-final in CONNACK.
 */
export function scram(data: Uint8Array | undefined, needs: ScramNeeds): Outcome {
  if (data === undefined) return { kind: 'challenge', data: undefined, next: (first) => begin(first, needs) };
  return begin(data, needs);
}

function begin(data: Uint8Array | undefined, needs: ScramNeeds): Outcome {
  const first = readFirst(textOf(data));
  if (first === undefined) return malformed;
  const known = needs.keysOf(first.name);
  const nonce = first.nonce + needs.nonce();
  const serverFirst = `r=${nonce},s=${known.keys.salt},i=${known.keys.iterations}`;
  return {
    kind: 'challenge',
    data: Buffer.from(serverFirst),
    next: (last) => finish(textOf(last), { first, nonce, serverFirst, known }, needs),
  };
}

interface Exchange {
  readonly first: FirstMessage;
  readonly nonce: string;
  readonly serverFirst: string;
  readonly known: KnownKeys;
}

function finish(
  text: string,
  { first, nonce, serverFirst, known }: Exchange,
  { keysOf }: ScramNeeds,
): Outcome {
  const { keys, isKnown, name } = known;
  const parts = /^(c=([^,]*),r=([^,]*)(?:,[a-zA-Z]=[^,]*)*),p=([^,]*)$/.exec(text);
  if (parts === null) return malformed;
  const [, withoutProof = '', header = '', answered, proofText = ''] = parts;
  if (header !== Buffer.from(first.header).toString('base64') || answered !== nonce) return wrongPassword;
  const authMessage = `${first.bare},${serverFirst},${withoutProof}`;
  const storedKey = Buffer.from(keys.storedKey, 'base64');
  const signature = hmac(storedKey, authMessage);
  const proof = Buffer.from(proofText, 'base64');
  if (proof.length !== signature.length) return wrongPassword;
  const clientKey = Buffer.from(proof.map((byte, index) => byte ^ (signature[index] ?? 0)));
  if (!timingSafeEqual(sha256(clientKey), storedKey) || !isKnown) return wrongPassword;
  // The user may have been taken away, or given another password, since the client was asked.
  if (keysOf(first.name).keys !== keys) return wrongPassword;
  const verifier = hmac(Buffer.from(keys.serverKey, 'base64'), authMessage).toString('base64');
  return {
    kind: 'accepted',
    identity: { kind: 'user', name, by: 'method' },
    data: Buffer.from(`v=${verifier}`),
  };
}

/** Undefined for what is no client-first message, or asks for what we do not do (channel binding, another's name). */
function readFirst(text: string): FirstMessage | undefined {
  const parts = /^([ny],(?:a=([^,]*))?,)(n=([^,]*),r=([!-+\--~]+)(?:,[a-zA-Z]=[^,]*)*)$/.exec(text);
  if (parts === null) return undefined;
  const [, header = '', authorized, bare = '', encoded = '', nonce = ''] = parts;
  const name = nameIn(encoded);
  if (name === undefined || name === '') return undefined;
  if (authorized !== undefined && nameIn(authorized) !== name) return undefined;
  return { header, bare, name, nonce };
}

/** "=2C" is a comma and "=3D" an equals sign; any other "=" is wrong (RFC 5802 clause 5.1). */
function nameIn(encoded: string): string | undefined {
  if (/=(?!2C|3D)/.test(encoded)) return undefined;
  return prepared(encoded.replaceAll('=2C', ',').replaceAll('=3D', '='));
}

/** Empty for what is no UTF-8, which no message is. */
function textOf(data: Uint8Array | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch (error) {
    if (error instanceof TypeError) return '';
    throw error;
  }
}

const malformed: Outcome = {
  kind: 'refused',
  reasonCode: 0x87,
  why: 'The authentication data is no message of SCRAM-SHA-256 that is expected here.',
};
