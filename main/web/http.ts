import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../../app/base/message-of.ts';
import { securityHeaders } from '../page/headers.ts';
import type { Admission, Refusal } from './admission.ts';
import { refuseRequest, refuseWithoutCookie } from './admission.ts';
import type { SentFile, StaticFiles } from './static-files.ts';

/** Answers requests for the page and its files. */
export function createRequestHandler(admission: Admission, files: StaticFiles) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    // Whatever a request carries is of no interest.
    request.resume();
    answer(request, response, admission, files).catch((error: unknown) => {
      console.error(`A file could not be sent: ${messageOf(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 500, text: 'The file could not be read.' });
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  admission: Admission,
  files: StaticFiles,
): Promise<void> {
  const refusal = refuseRequest(request, admission);
  if (refusal !== undefined) return refuse(response, refusal);
  const { path, token } = readTarget(request.url ?? '/');
  if (token !== undefined && admission.gate.isToken(token)) return exchange(request, response, admission);
  const locked = refuseWithoutCookie(request, admission);
  if (locked !== undefined) return refuse(response, locked);
  const file = await files.read(path, request.headers['accept-encoding']);
  if (file === undefined) return refuse(response, { status: 404, text: 'There is no such file.' });
  sendFile(request, response, file);
}

/** The path as it was sent, without any decoding: names of files in the build need none. */
function readTarget(url: string): { path: string; token: string | undefined } {
  const [path = '/', query = ''] = url.split('?', 2);
  const token = path === '/' ? new URLSearchParams(query).get('token') : null;
  return { path, token: token ?? undefined };
}

/** The token for the cookie, and out of the address bar. */
function exchange(request: IncomingMessage, response: ServerResponse, { gate, devOrigin }: Admission): void {
  const target = `${devOrigin ?? ''}/`;
  // After a click on another site's page, such as a terminal in the browser, a redirect counts as that site's and goes
  // without a SameSite=Strict cookie. What our own page asks for does not.
  const isForeign = request.headers['sec-fetch-site'] === 'cross-site';
  response.writeHead(isForeign ? 200 : 303, {
    ...securityHeaders,
    'Set-Cookie': gate.setCookie,
    'Cache-Control': 'no-store',
    ...(isForeign ? { Refresh: `0; url=${target}` } : { Location: target }),
  });
  response.end();
}

function refuse(response: ServerResponse, { status, text }: Refusal): void {
  response.writeHead(status, {
    ...securityHeaders,
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(`${text}\n`);
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: SentFile): void {
  const isKnown = request.headers['if-none-match'] === file.etag;
  response.writeHead(isKnown ? 304 : 200, {
    ...securityHeaders,
    ...(file.encoding === 'identity' ? {} : { 'Content-Encoding': file.encoding }),
    ...(isKnown ? {} : { 'Content-Length': file.body.byteLength }),
    'Content-Type': file.type,
    'Cache-Control': file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
    Vary: 'Accept-Encoding',
  });
  // Node leaves the body out of the answer to HEAD.
  response.end(isKnown ? undefined : file.body);
}
