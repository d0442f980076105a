import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { prepared } from './prepared-text.ts';

/** What a server keeps of a password for SCRAM-SHA-256 (RFC 5802 clause 3, RFC 7677); base64. */
export const scramKeys = z.strictObject({
  iterations: z.number().int().min(4096).max(1_000_000),
  salt: z.base64().min(1).max(128),
  storedKey: z.base64().length(44),
  serverKey: z.base64().length(44),
});
export type ScramKeys = z.infer<typeof scramKeys>;

/** RFC 7677 clause 4 asks for at least so many. */
export const usualIterations = 4096;

const pbkdf2Async = promisify(pbkdf2);

export async function makeScramKeys(
  password: string,
  { iterations = usualIterations, salt = randomBytes(16) } = {},
): Promise<ScramKeys> {
  const salted = await pbkdf2Async(prepared(password), salt, iterations, 32, 'sha256');
  return {
    iterations,
    salt: salt.toString('base64'),
    storedKey: sha256(hmac(salted, 'Client Key')).toString('base64'),
    serverKey: hmac(salted, 'Server Key').toString('base64'),
  };
}

export function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
