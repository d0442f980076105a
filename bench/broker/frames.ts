import { encode } from '../../app/mqtt/encode.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import { noProperties } from '../../app/mqtt/properties.ts';

const level = 4;
const topics = 1000;
const payload = new TextEncoder().encode(`{"device":"bench","value":21.5,"note":"${'x'.repeat(109)}"}`);

/** Frames of one size, end to end, so that any run of them is one slice. */
interface FrameRun {
  readonly bytes: Buffer;
  readonly frameSize: number;
  readonly count: number;
}

/** CONNECT of 3.1.1; a session that stays is what persistence has to keep. */
export function connectFrame(clientId: string, cleanStart: boolean): Uint8Array {
  return encode(
    {
      type: 'connect',
      protocolVersion: level,
      cleanStart,
      keepAlive: 0,
      clientId,
      will: undefined,
      username: undefined,
      password: undefined,
      properties: noProperties,
    },
    level,
  );
}

/** SUBSCRIBE to all that the publisher sends. */
export function subscribeFrame(qos: Qos): Uint8Array {
  const subscription = {
    filter: 'bench/#',
    qos,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  return encode({ type: 'subscribe', id: 1, subscriptions: [subscription], properties: noProperties }, level);
}

/** PUBLISHes of 150 bytes over 1,000 topics; at QoS 1 and 2 with identifiers from 1 on, which then begin anew. */
export function publishFrames(qos: Qos): FrameRun {
  const count = qos === 0 ? topics : 50_000;
  const frames = Array.from({ length: count }, (_, index) => {
    const device = index % topics;
    const topic = `bench/site-${Math.floor(device / 100)}/line-${Math.floor(device / 10) % 10}/device-${device % 10}`;
    const id = qos === 0 ? 0 : index + 1;
    return encode(
      { type: 'publish', topic, payload, qos, retain: false, dup: false, id, properties: noProperties },
      level,
    );
  });
  return { bytes: Buffer.concat(frames), frameSize: frames[0]?.length ?? 0, count };
}

/** The four bytes of PUBACK, PUBREC, PUBREL or PUBCOMP, by the first of them. */
export function writeAcknowledgement(target: Buffer, at: number, first: number, id: number): number {
  target[at] = first;
  target[at + 1] = 2;
  target[at + 2] = id >> 8;
  target[at + 3] = id & 0xff;
  return at + 4;
}
