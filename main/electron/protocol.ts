import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentType } from '../page/content-types.ts';
import { securityHeaders } from '../page/headers.ts';
import { pageFile } from './page-file.ts';
import { scheme } from './page-origin.ts';

/** Before the app is ready: the scheme counts as a secure origin of its own. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page from this folder, which may be inside an asar. */
export function servePage(root: string): void {
  protocol.handle(scheme, async (request) => {
    const file = request.method === 'GET' ? pageFile(root, request.url) : undefined;
    const body = file === undefined ? undefined : await readFile(file).catch(() => undefined);
    if (file === undefined || body === undefined) return refusal();
    return new Response(new Uint8Array(body), {
      headers: { ...securityHeaders, 'Content-Type': contentType(file) },
    });
  });
}

function refusal(): Response {
  return new Response('There is no such file.', {
    status: 404,
    headers: { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
