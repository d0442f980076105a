import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version in a package.json; it ships with the app. */
export function appVersion(packageFile: URL): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version;
}
