import type { Version } from '../bytes.ts';
import {
  acknowledge,
  bytes,
  connect,
  disconnect,
  pingreq,
  publish,
  subscribe,
  u16,
  u32,
  unsubscribe,
} from '../bytes.ts';
import type { Draw } from '../draw.ts';

/** A few packets, some of them with bytes changed or cut off: what is right to answer depends on what came out. */
export function mutation(draw: Draw): Uint8Array {
  const version = draw.oneOf<Version>([3, 4, 5]);
  const parts = draw.once(5) ? [] : [connect(version, { id: `mutant ${draw.number(0, 9)}` })];
  for (let count = draw.number(0, 7); count > 0; count -= 1) {
    const part = Uint8Array.from(draw.oneOf(packetsOf(version)));
    for (let changes = draw.number(0, 2); changes > 0; changes -= 1) {
      part[draw.number(0, part.length - 1)] = draw.number(0, 255);
    }
    parts.push(draw.once(10) ? part.subarray(0, draw.number(0, part.length - 1)) : part);
  }
  return bytes(...parts);
}

function packetsOf(version: Version): readonly [Uint8Array, ...Uint8Array[]] {
  const alias = version === 5 ? [0x23, ...u16(3)] : [];
  const several = version === 5 ? [2, ...u32(9), 0x26, 'k', 'v'] : [];
  return [
    connect(version, { id: 'mutant', will: { topic: 'a', payload: 'will' } }),
    publish(version, { topic: 'a/b', payload: 'hello', retain: true, properties: alias }),
    publish(version, { topic: 'a/b', qos: 1, id: 5, properties: several }),
    publish(version, { topic: 'a/b', qos: 2, id: 6 }),
    ...[0x40, 0x50, 0x62, 0x70].map((first) => acknowledge(first, 1)),
    subscribe(version, 'a/#', 2),
    unsubscribe(version, 'a/#'),
    pingreq,
    disconnect(),
  ];
}
