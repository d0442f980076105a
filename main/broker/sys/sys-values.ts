import type { Gauges } from './gauges.ts';
import { LoadAverage } from './load-average.ts';

/** What counts for a load, by its name below `load/`. */
const loads: readonly (readonly [name: string, count: (gauges: Gauges) => number])[] = [
  ['connections', (gauges) => gauges.connections],
  ['messages/received', (gauges) => gauges.packetsReceived],
  ['messages/sent', (gauges) => gauges.packetsSent],
  ['publish/received', (gauges) => gauges.publishReceived],
  ['publish/sent', (gauges) => gauges.publishSent],
  ['publish/dropped', (gauges) => gauges.publishDropped],
  ['bytes/received', (gauges) => gauges.bytesReceived],
  ['bytes/sent', (gauges) => gauges.bytesSent],
];

/** Makes the topics and texts below `$SYS/broker/`, named as mosquitto names them. */
export class SysValues {
  readonly #loads = loads.map(([name, count]) => ({ name, count, average: new LoadAverage() }));
  #clientsMaximum = 0;
  #heapMaximum = 0;

  /** `seconds` passed since the last call; `heap` is in bytes. */
  at(gauges: Gauges, seconds: number, heap: number): readonly (readonly [topic: string, text: string])[] {
    this.#clientsMaximum = Math.max(this.#clientsMaximum, gauges.clientsTotal);
    this.#heapMaximum = Math.max(this.#heapMaximum, heap);
    return [
      ...this.#counts(gauges, heap).map(([topic, count]) => [topic, String(count)] as const),
      ...this.#loads.flatMap(({ name, count, average }) => {
        average.update(count(gauges), seconds);
        return average.texts.map(([span, text]) => [`load/${name}/${span}`, text] as const);
      }),
    ];
  }

  #counts(gauges: Gauges, heap: number): readonly (readonly [topic: string, count: number])[] {
    return [
      ['clients/total', gauges.clientsTotal],
      ['clients/connected', gauges.clientsConnected],
      ['clients/disconnected', gauges.clientsTotal - gauges.clientsConnected],
      ['clients/maximum', this.#clientsMaximum],
      ['clients/expired', gauges.sessionsExpired],
      ['messages/received', gauges.packetsReceived],
      ['messages/sent', gauges.packetsSent],
      ['messages/stored', gauges.keptMessages],
      ['store/messages/count', gauges.keptMessages],
      ['store/messages/bytes', gauges.keptBytes],
      ['publish/messages/received', gauges.publishReceived],
      ['publish/messages/sent', gauges.publishSent],
      ['publish/messages/dropped', gauges.publishDropped],
      ['publish/bytes/received', gauges.publishBytesReceived],
      ['publish/bytes/sent', gauges.publishBytesSent],
      ['bytes/received', gauges.bytesReceived],
      ['bytes/sent', gauges.bytesSent],
      ['subscriptions/count', gauges.subscriptions],
      ['shared_subscriptions/count', gauges.sharedSubscriptions],
      ['retained messages/count', gauges.retained],
      ['heap/current', heap],
      ['heap/maximum', this.#heapMaximum],
    ];
  }
}
