import type { Direction } from '../../app/contract/areas/common.ts';
import type { Qos } from '../../app/mqtt/packet.ts';

/** Is told of every PUBLISH at a source whose topic is known, in the order of the wire. */
export interface TopicCounter {
  /**
   * `topic` is the whole topic name as UTF-8, an alias resolved; it and `payload` are views, valid during the call only.
   * `time` is in µs since 1970. `sequence` is the message's record in the history, or -1 if that had to be dropped.
   */
  message(
    topic: Uint8Array,
    direction: Direction,
    qos: Qos,
    retain: boolean,
    payload: Uint8Array,
    time: number,
    sequence: number,
  ): void;
}
