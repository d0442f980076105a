import { codeValue } from './field-value.ts';
import { packetTypeName } from './packet-types.ts';
import type { Reader } from './reader.ts';
import type { ReasonPacketType } from './reason-codes.ts';
import { mayCarryReason, reasonName } from './reason-codes.ts';
import type { Sender } from './sender.ts';

/** Reads a reason code; one that the packet's table does not list is a Protocol Error. */
export function readReasonCode(
  reader: Reader,
  type: ReasonPacketType,
  clause: string,
  onlyListed: string,
  from: Sender,
): number {
  const start = reader.position;
  const code = reader.byte(reader.version === 5 ? 'Reason Code' : 'Return Code', clause);
  reader.recorder?.describe(codeValue(code, reasonName(type, code, reader.version)));
  if (mayCarryReason(type, code, reader.version, from)) return code;
  const hexadecimal = `0x${code.toString(16).padStart(2, '0')}`;
  throw reader.violation(onlyListed, start, `${packetTypeName(type)} has no code ${hexadecimal} here`);
}
