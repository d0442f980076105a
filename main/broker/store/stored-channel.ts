import type { Channel, ChannelEvents } from '../peer/channel.ts';
import type { Ending } from '../peer/ending.ts';
import type { Gate, Waiting } from './gate.ts';

/**
 * The channel as a peer is to use it: itself where nothing is stored. `end` ends the connection when what it was to be told
 * cannot be stored.
 */
export function storedChannel(
  channel: Channel,
  journal: { readonly gate: Gate } | undefined,
  end: (ending: Ending) => void,
): Channel {
  if (journal === undefined) return channel;
  return new StoredChannel(channel, journal.gate, (why) => end({ reasonCode: 0x97, why, withWill: true }));
}

interface Held {
  readonly bytes: Uint8Array;
  /** The group that has to be stored before these bytes may leave. */
  readonly group: number;
}

/**
 * A network connection on which nothing is told before it is stored: bytes that wait are held with those behind them, in
 * order, until the state that they tell of is in the store.
 */
class StoredChannel implements Channel, Waiting {
  readonly #channel: Channel;
  readonly #gate: Gate;
  readonly #unstorable: (why: string) => void;
  #held: Held[] = [];
  #heldBytes = 0;
  #isFinishing = false;
  #hasSpoken = false;

  /** `unstorable` is called when what was held is thrown away because it cannot be stored. */
  constructor(channel: Channel, gate: Gate, unstorable: (why: string) => void) {
    this.#channel = channel;
    this.#gate = gate;
    this.#unstorable = unstorable;
  }

  get address(): string {
    return this.#channel.address;
  }

  get transport() {
    return this.#channel.transport;
  }

  get listener(): string {
    return this.#channel.listener;
  }

  get certificateName() {
    return this.#channel.certificateName;
  }

  get waited(): number {
    return this.#channel.waited;
  }

  get pendingBytes(): number {
    return this.#heldBytes + this.#channel.pendingBytes;
  }

  get heldBytes(): number {
    return this.#channel.heldBytes;
  }

  listen(events: ChannelEvents): void {
    this.#channel.listen({
      ...events,
      drained: () => {
        // Who is asleep behind a full outbox would be woken for nothing.
        if (this.#held.length === 0) events.drained();
      },
      closed: (why) => {
        this.#forget();
        events.closed(why);
      },
    });
  }

  write(bytes: Uint8Array, waits: boolean): void {
    const isFree = !waits || this.#gate.isAllStored;
    if (this.#held.length === 0 && isFree) {
      this.#pass(bytes);
      return;
    }
    this.#held.push({ bytes, group: waits ? this.#gate.newest : 0 });
    this.#heldBytes += bytes.length;
    this.#gate.wait(this);
  }

  stored(group: number): void {
    let count = 0;
    for (const { bytes, group: needed } of this.#held) {
      if (needed > group) break;
      count += 1;
      this.#heldBytes -= bytes.length;
      this.#pass(bytes);
    }
    this.#held = this.#held.slice(count);
    if (this.#held.length > 0) this.#gate.wait(this);
    else if (this.#isFinishing) this.#channel.finish();
  }

  refused(why: string): void {
    this.#forget();
    if (this.#isFinishing) this.#channel.finish();
    // Before CONNACK no words may be said [MQTT-3.14.0-1].
    else if (!this.#hasSpoken) this.#channel.destroy();
    else this.#unstorable(why);
  }

  pause(): void {
    this.#channel.pause();
  }

  resume(): void {
    this.#channel.resume();
  }

  finish(): void {
    if (this.#held.length === 0) this.#channel.finish();
    else this.#isFinishing = true;
  }

  destroy(): void {
    this.#forget();
    this.#channel.destroy();
  }

  reset(): void {
    this.#forget();
    this.#channel.reset();
  }

  #pass(bytes: Uint8Array): void {
    this.#hasSpoken = true;
    this.#channel.write(bytes, false);
  }

  #forget(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#gate.leave(this);
  }
}
