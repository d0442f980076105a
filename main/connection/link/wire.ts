/** The bytes of one network connection, whatever carries them: TCP, TLS or WebSocket messages. */
export interface Wire {
  /** Takes effect at once; nothing is received before. */
  listen(listener: WireListener): void;
  send(bytes: Uint8Array): void;
  /** Bytes that were sent and that the system has not taken yet. */
  readonly waiting: number;
  pause(): void;
  resume(): void;
  /** Closes once what was sent has gone out. */
  end(): void;
  destroy(): void;
}

/** Hears what happens on a wire. */
export interface WireListener {
  /** The bytes of one read; theirs to keep only during the call. */
  received(bytes: Uint8Array): void;
  /** `waiting` is small again after it was large. */
  drained(): void;
  /** The last call, once; with what broke the connection, if anything did. */
  closed(error: Error | undefined): void;
}
