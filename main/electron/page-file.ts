import { join } from 'node:path';
import { isOurs } from './page-origin.ts';

/** Names in the build: no dot at the start, nothing encoded, no way up. */
const plainPath = /^(?:\/[\w@-][\w@.-]*)+$/;

/** The file that an address of our scheme means; undefined for whatever is none of the built page. */
export function pageFile(root: string, url: string): string | undefined {
  if (!isOurs(url) || !URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  return plainPath.test(pathname) ? join(root, ...pathname.split('/')) : undefined;
}
