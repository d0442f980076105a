import type { Direction } from '../../../app/contract/areas/common.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Touch } from '../../capture/observer.ts';
import type { Client } from '../peer/client.ts';
import type { Ending } from '../peer/ending.ts';

/** What a connection has its packets go through while a rule may be for them. */
export interface PacketFaults {
  /** Bytes that wait on their way out. */
  readonly unsentBytes: number;
  /** The broker has accepted the client. */
  accepted(): void;
  /** A frame came, valid during the call. */
  received(frame: Uint8Array, time: number): void;
  /** A frame is to go out, valid during the call. */
  sent(frame: Uint8Array): void;
  /** Runs when all that came before has gone on: the end of what the client says, and the loss of its connection. */
  afterReceived(task: () => void): void;
  /** The connection takes packets again. */
  resume(): void;
  /** All that was put is on the network. */
  drained(): void;
  /** The broker ends the connection: what waits to go out goes out now, so that its last words come last. */
  ending(): void;
}

/** What faults see of the packets of a network connection and may do with them. */
export interface FaultyStream {
  /** What they are read as. */
  readonly version: ProtocolVersion;
  /** None is taken at present: it is not decided yet who the client is. */
  readonly isWaiting: boolean;
  /** Bytes of what was put that are not on the network yet. */
  readonly unsentBytes: number;
  /** Through which all packets go from now on; undefined lets them go straight. */
  divert(faults: PacketFaults | undefined): void;
  /** Lets the broker have a received frame, valid during the call; it never throws. `sequence` is that of its record. */
  process(frame: Uint8Array, sequence: number): void;
  /** Sends a frame as it is. */
  put(frame: Uint8Array): void;
  /** Returns the sequence number of the record of a PUBLISH, or of what faults touched, else -1. */
  record(
    direction: Direction,
    frame: Uint8Array,
    version: ProtocolVersion,
    time: number,
    touch: Touch | undefined,
  ): number;
  /** Stops reading until it is released as often. */
  hold(): void;
  release(): void;
}

/** What faults see of a network connection and may do with it. */
export interface FaultyConnection {
  readonly listener: string;
  readonly client: Client | undefined;
  readonly stream: FaultyStream;
  /** Answers in the broker's name; goes through the faults again, as something sent. */
  send(packet: Packet): void;
  end(ending: Ending): void;
  /** Breaks the connection off, as a broken line does; what is unsent is lost. */
  reset(why: string): void;
  /** Ends the session of that client as if it had expired. */
  loseSession(clientId: string): void;
}
