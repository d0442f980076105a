import type { Direction } from '../../../app/contract/areas/common.ts';
import type { FindingKind } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { TimeSpan } from '../../capture/stall-watch.ts';

/** Something that deserves a look, as a rule has seen it. */
export interface Found {
  readonly kind: FindingKind;
  /** µs since 1970. */
  readonly time: number;
  readonly client: string;
  readonly topic?: string;
  /** What was seen, with its figures. */
  readonly what: string;
  /** The sequence numbers of the packets that show it. */
  readonly packets: readonly number[];
  readonly exchange?: number;
  /** More of what was found of the exchange before, not something else. */
  readonly isUpdate?: boolean;
  /** Whose doing it is: what a connection of ours does itself is none. */
  readonly by: 'client' | 'server';
}

/** A message in the history. */
export interface HistoryMessage {
  /** Whose it was. */
  readonly client: string;
  readonly topic: string;
  readonly qos: Qos;
  readonly retain: boolean;
}

/** What a rule has to know, and whom it tells. */
export interface RuleNeeds {
  readonly thresholds: FindingThresholds;
  /** The direction of what clients say. */
  readonly clientSide: Direction;
  readonly isBroker: boolean;
  /** Whether it was the app itself at that time, in µs since 1970. */
  isOwn(client: string, time: number): boolean;
  /** µs of that span in which the app itself stood still: they are no client's and no server's. */
  stoodStill(span: TimeSpan): number;
  /** What the history knows of a message; undefined if it has let go of it. */
  messageAt(sequence: number): HistoryMessage | undefined;
  found(found: Found): void;
}
