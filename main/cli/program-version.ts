import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Of package.json, which stands as far from this file as from the one that the build makes of it. */
export function programVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
