import type { Direction } from '../../app/contract/areas/common.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { RecordSpace } from './record-layout.ts';
import type { TopicName } from './topic-name.ts';

/** A message that was received, where its record lies. The object is used again for the next one. */
export interface HeldMessage {
  readonly space: RecordSpace;
  /** The whole topic name as UTF-8, an alias resolved. */
  readonly topicStart: number;
  readonly topicEnd: number;
  readonly payloadStart: number;
  readonly payloadEnd: number;
  readonly qos: Qos;
  readonly retain: boolean;
  /** µs since 1970. */
  readonly time: number;
  /** Its record in the history. */
  readonly sequence: number;
}

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
  /**
   * As `message`, of one whose bytes stay where they are until `settle`: what only the last of a topic needs can wait.
   * Returns its topic where that came before and is remembered.
   */
  received(message: HeldMessage): TopicName | undefined;
  /** The memory of records goes. */
  settle(): void;
}

/** Counts nothing. */
export const noCounter: TopicCounter = {
  message: () => undefined,
  received: () => undefined,
  settle: () => undefined,
};
