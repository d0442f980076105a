import type { Field, FieldError } from './field.ts';
import { FieldRecorder } from './field-recorder.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';
import { readPacket } from './read-packet.ts';
import { Reader } from './reader.ts';
import type { Sender } from './sender.ts';

/** What a frame holds. Of a malformed one: no packet, the fields up to the break, and where and why. */
interface Inspection {
  readonly packet: Packet | undefined;
  readonly fields: readonly Field[];
  readonly error: FieldError | undefined;
}

/**
 * Decodes a frame like `decode`, and says which bytes each field came from. Never throws. The fields
 * of a well-formed frame cover every byte of it.
 */
export function inspect(frame: Uint8Array, version: ProtocolVersion, from: Sender): Inspection {
  const recorder = new FieldRecorder();
  const reader = new Reader(frame, version, recorder);
  try {
    const packet = readPacket(reader, from);
    return { packet, fields: recorder.fields, error: undefined };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { reasonCode, clause, message } = error;
    const offset = error.offset ?? reader.position;
    return { packet: undefined, fields: recorder.fields, error: { reasonCode, clause, offset, message } };
  }
}
