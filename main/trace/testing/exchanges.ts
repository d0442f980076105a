import type { Exchange } from '../exchange.ts';

/** An exchange that is over: a PUBLISH of QoS 1 with its PUBACK, changed as told. */
export function exchange(id: number, change: Partial<Exchange> = {}): Exchange {
  return {
    id,
    kind: 'publish',
    direction: 'received',
    version: 4,
    firstLink: 1,
    link: 1,
    client: 'press-1',
    topic: 'plant/press',
    qos: 1,
    packetId: 7,
    outcome: 'complete',
    awaiting: undefined,
    reason: undefined,
    detail: '',
    clause: '',
    firstTime: id * 1_000,
    lastTime: id * 1_000 + 250,
    packets: [id, id + 1],
    packetsCut: 0,
    resends: 0,
    message: 0,
    isPartial: false,
    isAway: false,
    ...change,
  };
}
