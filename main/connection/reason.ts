import type { Reason } from '../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { ReasonPacketType } from '../../app/mqtt/reason-codes.ts';
import { findReason, reasonName } from '../../app/mqtt/reason-codes.ts';

/** A reason code as the interface shows it: with the standard's name and what most often causes it. */
export function reasonOf(type: ReasonPacketType, code: number, version: ProtocolVersion): Reason {
  const name = reasonName(type, code, version);
  const cause = findReason(type, code, version)?.cause;
  return cause === undefined || cause === '' ? { code, name } : { code, name, cause };
}

/** `0x86 Bad User Name or Password`. */
export function reasonText(reason: Reason): string {
  return `0x${reason.code.toString(16).toUpperCase().padStart(2, '0')} ${reason.name}`;
}
