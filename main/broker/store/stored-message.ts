import { decode } from '../../../app/mqtt/decode.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { PublishPacket, Qos, Will } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { DamagedFile, expectStored } from '../../database/damage.ts';
import { KeptMessage } from '../routing/kept-message.ts';
import type { UnsaidWill } from '../session/will-journal.ts';
import { keepWill } from '../session/wills.ts';
import type { StoredMessage, StoredWill } from './changes.ts';

const noPayload = new Uint8Array(0);

interface Head {
  readonly topic: string;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly properties: Properties;
}

export function storedMessage(message: KeptMessage, isRetained: boolean): StoredMessage {
  const { arrived, publisher, payload, sequence } = message;
  const interval = message.properties.messageExpiryInterval;
  const expires = interval === undefined ? Number.POSITIVE_INFINITY : arrived + interval * 1e6;
  return { isRetained, arrived, expires, publisher, sequence, head: headOf(message), payload };
}

/** In bytes of its own. Throws `DamagedFile`. */
export function restoredMessage({ head, payload, publisher, arrived, sequence }: StoredMessage): KeptMessage {
  const { topic, qos, retain, properties } = readHead(head);
  return new KeptMessage(
    { topic, payload, qos, retain, properties, publisher, arrived },
    undefined,
    sequence,
  );
}

export function storedWill({ will, version, session }: UnsaidWill, due: number | undefined): StoredWill {
  const { willDelayInterval: delay = 0, ...properties } = will.properties;
  const identity = JSON.stringify(session.identity);
  return { version, due, delay, identity, head: headOf({ ...will, properties }), payload: will.payload };
}

/** In bytes of its own. Throws `DamagedFile`. */
export function restoredWill({ head, payload, delay }: StoredWill): Will {
  const { topic, qos, retain, properties } = readHead(head);
  const delayed = delay === 0 ? properties : { ...properties, willDelayInterval: delay };
  return keepWill({ topic, qos, retain, payload, properties: delayed });
}

/** The payload stays apart: with it a packet may be larger in the form of 5.0 than any packet can be. */
function headOf({ topic, qos, retain, properties }: Head): Uint8Array {
  const id = qos === 0 ? 0 : 1;
  return encode({ type: 'publish', topic, qos, retain, properties, payload: noPayload, dup: false, id }, 5);
}

function readHead(head: Uint8Array): PublishPacket {
  try {
    const packet = decode(head, 5, 'client');
    expectStored(packet.type === 'publish', 'a message is no PUBLISH');
    return packet;
  } catch (error) {
    if (error instanceof ProtocolError) throw new DamagedFile(error.message, { cause: error });
    throw error;
  }
}
