/** Why and how the broker ends a network connection. */
export interface Ending {
  /** The reason code that a 5.0 client is told; undefined when nothing is to be said. */
  readonly reasonCode: number | undefined;
  /** One sentence in the words of the standard. */
  readonly why: string;
  /** Whether the will goes out: always, except after a DISCONNECT with 0x00 [MQTT-3.14.4-3]. */
  readonly withWill: boolean;
}
