/** Bytes of a frame, from `start` up to but not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One field of a packet, as the inspector shows it: the standard's name, the value in words, where it stands. */
export interface Field extends Span {
  /** The standard's name: `Topic Name`, `Packet Identifier`, `Message Expiry Interval`. */
  readonly name: string;
  /** The value as text, bounded to 1,024 characters; bytes as hex, bounded; a reason code with its name. */
  readonly value: string;
  /** The statement or clause that defines it. */
  readonly clause: string;
  /** Fields inside: the properties of a property list, the flags of a flag byte, a filter's options. */
  readonly fields: readonly Field[];
}

/** Where and why reading stopped. */
export interface FieldError {
  readonly reasonCode: number;
  readonly clause: string;
  readonly offset: number;
  readonly message: string;
}
