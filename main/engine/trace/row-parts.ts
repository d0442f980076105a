import type { Reason, ShortText } from '../../../app/contract/areas/common.ts';
import type { PacketType, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { ReasonPacketType } from '../../../app/mqtt/reason-codes.ts';
import { findReason, reasonCodes, reasonName } from '../../../app/mqtt/reason-codes.ts';
import { topicPreview } from '../../views/payload-preview.ts';

/** Characters of a topic or a filter in a row. */
const whatCharacters = 256;

/** A text of the network as a row has it, given as UTF-8. */
export function shortText(bytes: Uint8Array): ShortText {
  const head = bytes.slice(0, whatCharacters * 4);
  const charactersLeft = Math.max(0, bytes.byteLength - head.byteLength);
  return topicPreview({ bytes: head, size: bytes.byteLength, charactersLeft }, whatCharacters);
}

/** A reason code with its name and what most often causes it. */
export function reasonOf(packet: PacketType, code: number, version: ProtocolVersion): Reason {
  if (!isReasonPacket(packet)) return { code, name: '' };
  const name = reasonName(packet, code, version);
  const cause = findReason(packet, code, version)?.cause;
  return cause === undefined || cause === '' ? { code, name } : { code, name, cause };
}

function isReasonPacket(packet: PacketType): packet is ReasonPacketType {
  return packet in reasonCodes;
}
