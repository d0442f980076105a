import { sourceId } from '../../app/contract/areas/common.ts';
import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';

export const lab = sourceId.parse('lab');

/** A topic that is seen a hundred times at the very beginning, and then no more. */
export const coldTopic = 'cold/topic';

/** One of 1,000 topics, each as often as every other one. */
export function topicOf(index: number): string {
  return `plant/line${index % 10}/machine${index % 1_000}`;
}

/** Frames of QoS 0 with about 150 bytes of JSON, none like another. */
export function makeFrames(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => publish(topicOf(index), index));
}

export function publish(topic: string, index: number): Uint8Array {
  const random = (seed: number) => ((index * 48_271 + seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const payload = JSON.stringify({
    seq: index,
    ts: 1_795_348_825_140 + index,
    device: `press-${(index * 7) % 977}`,
    temp: (20 + random(1) * 60).toFixed(2),
    vib: random(2).toFixed(4),
    rpm: 1_400 + Math.floor(random(3) * 200),
    mode: 'auto',
    status: 'running',
    lot: Math.floor(random(4) * 1e9).toString(36),
    ok: true,
  });
  const packet = { type: 'publish', topic, payload: Buffer.from(payload), qos: 0 } as const;
  return encode({ ...packet, retain: false, dup: false, id: 0, properties: noProperties }, 4);
}
