import { Duplex } from 'node:stream';

interface ControlStreamOptions {
  /** What MQTT.js wrote, as it wrote it: a packet comes in many parts. */
  readonly written: (chunk: Uint8Array) => void;
  /** It takes more after it was full. */
  readonly wanted: () => void;
  /** MQTT.js is done with it, or found fault with what it read. */
  readonly given: (error: Error | undefined) => void;
}

/**
 * The stream that MQTT.js believes to be its socket. A write is taken at once, never when the socket has it: MQTT.js
 * would send one acknowledgement a turn. What it writes is bounded elsewhere (send quota, 100 subscriptions).
 */
export function createControlStream(options: ControlStreamOptions): Duplex {
  return new Duplex({
    read: () => options.wanted(),
    write: (chunk: Uint8Array, _encoding, done) => {
      options.written(chunk);
      done();
    },
    writev: (parts: readonly { readonly chunk: Uint8Array }[], done) => {
      for (const part of parts) options.written(part.chunk);
      done();
    },
    final: (done) => {
      options.given(undefined);
      done();
    },
    destroy: (error, done) => {
      options.given(error ?? undefined);
      done(null);
    },
  });
}
