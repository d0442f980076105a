import type { IncomingMessage } from 'node:http';
import type { Gate } from './gate.ts';

/** Where the page asks for its port to the engine. */
const portPath = '/port';

/** A refusal, in the words of HTTP and in ours. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
}

export interface Admission {
  readonly gate: Gate;
  readonly hosts: ReadonlySet<string>;
  readonly devOrigin: string | undefined;
}

const wrongHost = { status: 421, text: 'This server does not answer to that name.' };
const needsToken = {
  status: 401,
  text: 'Open Topicscope by the URL that it printed when it started: this browser has no key to it yet.',
};

/** What is wrong with a request for a file, if anything. The token is looked at by whoever exchanges it. */
export function refuseRequest(request: IncomingMessage, { hosts }: Admission): Refusal | undefined {
  if (!hosts.has((request.headers.host ?? '').toLowerCase())) return wrongHost;
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  return { status: 405, text: 'Only GET and HEAD are answered here.' };
}

export function refuseWithoutCookie(request: IncomingMessage, { gate }: Admission): Refusal | undefined {
  return gate.hasCookie(request.headers.cookie) ? undefined : needsToken;
}

/**
 * What is wrong with a request for a WebSocket, if anything. Browsers let any page ask for one and send our cookie
 * along from every port of this address, so the origin must be ours to the letter; what sends none is no browser.
 */
export function refuseUpgrade(request: IncomingMessage, admission: Admission): Refusal | undefined {
  const host = (request.headers.host ?? '').toLowerCase();
  if (!admission.hosts.has(host)) return wrongHost;
  if (request.url !== portPath) return { status: 404, text: 'There is no such port.' };
  const origin = request.headers.origin;
  const isOurs = origin === `http://${host}` || (origin !== undefined && origin === admission.devOrigin);
  if (!isOurs) return { status: 403, text: 'Only the page of this host may connect.' };
  return refuseWithoutCookie(request, admission);
}
