import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Reached, StepFailure } from './failure.ts';
import { notReached, reached, stopped } from './failure.ts';
import { untilValue } from './until.ts';

const lookupMs = 10_000;

/** The addresses of a host, in the order in which the system wants them tried. An address is its own. */
export async function resolveName(host: string, signal: AbortSignal): Promise<Reached<readonly string[]>> {
  if (isIP(host) !== 0) return reached([host]);
  const found = await untilValue(lookup(host, { all: true }), { ms: lookupMs, signal });
  if ('value' in found) return reached(found.value.map((entry) => entry.address));
  return notReached(found.code === 'STOPPED' ? stopped : nameFailure(host, found.code));
}

function nameFailure(host: string, code: string): StepFailure {
  const advice = 'Check the spelling of the host, or enter its address.';
  if (code === 'ENOTFOUND' || code === 'ENODATA') {
    return { detail: `The name ${host} is unknown: no address was found for it`, advice, lasting: false };
  }
  const why = code === 'EAI_AGAIN' || code === 'TIMEOUT' ? 'the name server did not answer' : code;
  return {
    detail: `The name ${host} is unknown here: ${why}`,
    advice: `${advice} If the name is right, check this machine's network and name server.`,
    lasting: false,
  };
}
