import type { PacketDetail } from '../../app/contract/areas/history.ts';
import { encode } from '../../app/mqtt/encode.ts';
import type { Field } from '../../app/mqtt/field.ts';
import { inspect } from '../../app/mqtt/inspect.ts';
import type { FakeMessage } from './fake-plant.ts';

type FieldShape = PacketDetail['fields'][number];

/** The frame that a pretended message would have had, one in ten of them malformed. */
export function fakePacket(message: FakeMessage): PacketDetail {
  const payload = new TextEncoder().encode(message.payload);
  const frame = encode(
    {
      type: 'publish',
      topic: message.topic.text,
      payload,
      qos: message.qos,
      retain: message.retain,
      dup: message.dup,
      id: 4711,
      properties: {
        contentType: 'application/json',
        messageExpiryInterval: 3600,
        userProperties: [['firmware', '<img src=x onerror=alert(1)>']],
      },
    },
    5,
  );
  if (message.malformed !== undefined) frame[4] = 0xff;
  const { fields, error } = inspect(frame, 5, 'client');
  return {
    sequence: message.sequence,
    time: message.time,
    direction: message.direction,
    protocolVersion: 5,
    type: 'PUBLISH',
    client: message.client,
    address: '10.0.7.21:51884',
    topic: message.topic.text,
    qos: message.qos,
    retain: message.retain,
    dup: message.dup,
    frameSize: frame.length,
    frame,
    isRebuilt: false,
    payload: { start: frame.length - payload.length, end: frame.length },
    fields: fields.map(shape),
    fieldsCut: 0,
    error,
    faults: message.faults,
    properties: [
      { name: 'Content Type', value: 'application/json', cut: 0 },
      { name: 'Message Expiry Interval', value: '3600 s', cut: 0 },
      { name: 'User Property', value: 'firmware = <img src=x onerror=alert(1)>', cut: 12 },
    ],
  };
}

function shape(field: Field): FieldShape {
  return { ...field, fields: field.fields.map(shape) };
}
