import { unreachable } from '../../../app/base/assert.ts';
import type { FaultTarget } from '../../../app/contract/areas/broker/fault.ts';
import { matchesGlob } from './glob.ts';

/** Whose connection it is, as far as that is known: client and user are once its CONNECT has come. */
export interface Whose {
  readonly listener: string;
  readonly clientId: string | undefined;
  readonly user: string | undefined;
  readonly hasConnect: boolean;
}

/** Whether a target is meant. */
export function isMeant(target: FaultTarget, { listener, clientId, user }: Whose): boolean {
  switch (target.of) {
    case 'all':
      return true;
    case 'client':
      return target.clientId === clientId;
    case 'clients':
      return isUnder(target.clientId, clientId) && isUnder(target.user, user);
    case 'listener':
      return target.name === listener;
    default:
      return unreachable(target);
  }
}

/** Whether it is meant or, before its CONNECT, may turn out to be. */
export function mayBeMeant(target: FaultTarget, whose: Whose): boolean {
  if (!whose.hasConnect && (target.of === 'client' || target.of === 'clients')) return true;
  return isMeant(target, whose);
}

function isUnder(pattern: string | undefined, text: string | undefined): boolean {
  return pattern === undefined || (text !== undefined && matchesGlob(pattern, text));
}
