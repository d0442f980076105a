/** The peer broke the standard. Thrown while a packet is read or handled, caught once for each connection. */
export class ProtocolError extends Error {
  /** The reason code of MQTT 5.0 that says it: 0x81 Malformed Packet, 0x82 Protocol Error, … */
  readonly reasonCode: number;
  /** The broken statement, as in `MQTT-3.3.1-4`, or the clause where no statement has a number. */
  readonly clause: string;
  /** Byte offset in the frame at which it broke; undefined where the order of packets is wrong, not their form. */
  readonly offset: number | undefined;

  constructor(reasonCode: number, clause: string, message: string, offset?: number) {
    super(message);
    this.name = 'ProtocolError';
    this.reasonCode = reasonCode;
    this.clause = clause;
    this.offset = offset;
  }
}
