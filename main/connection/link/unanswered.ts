import type { Transport } from '../../../app/contract/areas/profiles.ts';
import type { LinkEnd } from './link-end.ts';

const resets = new Set(['ECONNRESET', 'EPIPE']);

/** A close before CONNACK says little; what it most often means depends on how we came. */
export function unanswered(end: LinkEnd, transport: Transport): LinkEnd {
  const isSilent = end.kind === 'network' && (end.code === undefined || resets.has(end.code));
  if (!isSilent) return end;
  const detail = 'The broker closed the connection before it answered CONNECT';
  return { ...end, failure: { detail, advice: advice(transport), lasting: false } };
}

function advice(transport: Transport): string {
  const log = 'The log of the broker says why.';
  switch (transport) {
    case 'tcp':
      return `The port may be one for TLS or WebSocket: those close like this. ${log}`;
    case 'tls':
      return `It may want a client certificate, or another one; the port may be one for wss. ${log}`;
    default:
      return `Check the protocol version. ${log}`;
  }
}
