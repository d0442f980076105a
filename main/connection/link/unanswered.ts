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
  const log = 'Else look into the log of the broker.';
  switch (transport) {
    case 'tcp':
      return `Try transport tls or ws: a port for those closes like this. ${log}`;
    case 'tls':
      return `Enter a client certificate in the profile, or another one; or try transport wss. ${log}`;
    default:
      return `Choose another protocol version in the profile. ${log}`;
  }
}
