import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { firstId, text } from './fake-exchanges.ts';

/** Findings of several kinds, after that time. */
export function findingsAt(time: number): Finding[] {
  const seen = (id: number, more: Partial<Finding>): Finding => ({
    id,
    kind: 'resent',
    weight: 'warning',
    time: time + id * 1e6,
    client: 'historian',
    topic: text('plant-7/line-1/press/alarm'),
    what: 'PUBLISH id 9 was sent again after 4,775 ms on a resumed session.',
    count: 2,
    lastTime: time + id * 2e6,
    packets: [88_219, 88_224],
    exchange: firstId + 11,
    ...more,
  });
  return [
    seen(4, {}),
    seen(3, {
      kind: 'unacknowledged',
      client: 'oven-3',
      topic: text('plant-7/line-3/oven/state'),
      what: 'PUBACK is awaited for 6,200 ms; usual for this client: 1 ms.',
      count: 1,
      exchange: firstId + 7,
      packets: [firstId + 7],
    }),
    seen(2, {
      kind: 'subscription-refused',
      weight: 'error',
      client: 'legacy-rtu',
      topic: text('$SYS/#'),
      what: 'SUBACK 0x87 Not authorized for $SYS/#.',
      count: 1,
      exchange: undefined,
    }),
    seen(1, {
      kind: 'no-subscriber',
      weight: 'note',
      client: 'edge-cam',
      topic: text('plant-7/gate/edge-cam/frame'),
      what: 'No subscription matched this topic.',
      count: 1204,
      exchange: firstId + 3,
    }),
  ];
}
