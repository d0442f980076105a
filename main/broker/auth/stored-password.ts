import { createHash, pbkdf2, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

/** Bytes in base64, of a length that is expected. */
function base64(least: number, most: number) {
  return z.base64().refine((text) => {
    const { length } = Buffer.from(text, 'base64');
    return length >= least && length <= most;
  }, `expected ${least} to ${most} bytes in base64`);
}

/** RFC 7914. `cost` is N, a power of two: memory is 128 · cost · blockSize bytes. */
const scryptPassword = z.strictObject({
  kind: z.literal('scrypt'),
  cost: z
    .number()
    .int()
    .min(2)
    .max(262_144)
    .refine((cost) => Number.isInteger(Math.log2(cost)), 'expected a power of two'),
  blockSize: z.number().int().min(1).max(32),
  parallelization: z.number().int().min(1).max(16),
  salt: base64(8, 64),
  hash: base64(16, 64),
});

/** `$7$`: PBKDF2 with SHA-512; `$6$`: SHA-512 once over password and salt, which has no iterations. */
const mosquittoPassword = z.strictObject({
  kind: z.literal('mosquitto'),
  iterations: z.number().int().min(1).max(10_000_000).optional(),
  salt: base64(1, 1024),
  hash: base64(64, 64),
});

/** What is kept of a password; it does not lead back to it. */
export const storedPassword = z.discriminatedUnion('kind', [scryptPassword, mosquittoPassword]);
export type StoredPassword = z.infer<typeof storedPassword>;

/** Some 50 ms and 16 MB. */
export const usualCost = { cost: 16_384, blockSize: 8, parallelization: 1 };
export type ScryptCost = typeof usualCost;

const pbkdf2Async = promisify(pbkdf2);

/** Takes some 50 ms of a thread of the pool at the usual cost. */
export async function storePassword(password: Uint8Array, cost: ScryptCost): Promise<StoredPassword> {
  const salt = randomBytes(16);
  const hash = await scryptAsync(password, salt, 32, cost);
  return { kind: 'scrypt', ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** Compares in a time that says nothing about where they differ. */
export async function isPassword(stored: StoredPassword, password: Uint8Array): Promise<boolean> {
  const salt = Buffer.from(stored.salt, 'base64');
  const hash = Buffer.from(stored.hash, 'base64');
  return timingSafeEqual(hash, await hashOf(stored, password, salt, hash.length));
}

function hashOf(stored: StoredPassword, password: Uint8Array, salt: Buffer, length: number): Promise<Buffer> {
  if (stored.kind === 'scrypt') return scryptAsync(password, salt, length, stored);
  if (stored.iterations !== undefined)
    return pbkdf2Async(password, salt, stored.iterations, length, 'sha512');
  return Promise.resolve(createHash('sha512').update(password).update(salt).digest());
}

function scryptAsync(
  password: Uint8Array,
  salt: Buffer,
  length: number,
  { cost, blockSize, parallelization }: ScryptCost,
): Promise<Buffer> {
  const maxmem = 256 * cost * blockSize + 1_048_576;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, { cost, blockSize, parallelization, maxmem }, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}
