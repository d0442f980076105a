const highest = 65_535;

/**
 * Packet identifiers in MQTT.js's terms. One that is in use is not given out again, not even after the connection
 * that it was given on [MQTT-2.2.1-3]: MQTT.js's own provider starts anywhere and gives them out blindly.
 */
export class PacketIds {
  readonly #used = new Set<number>();
  readonly #isStored: (id: number) => boolean;
  #last = 0;

  /** `isStored` knows the identifiers of messages that outlive the connection. */
  constructor(isStored: (id: number) => boolean) {
    this.#isStored = isStored;
  }

  /** Null, as MQTT.js wants it, when all are in use. */
  allocate(): number | null {
    for (let tries = 0; tries < highest; tries += 1) {
      this.#last = (this.#last % highest) + 1;
      if (this.#used.has(this.#last) || this.#isStored(this.#last)) continue;
      this.#used.add(this.#last);
      return this.#last;
    }
    return null;
  }

  getLastAllocated(): number | null {
    return this.#last === 0 ? null : this.#last;
  }

  register(id: number): boolean {
    this.#used.add(id);
    return true;
  }

  deallocate(id: number): void {
    this.#used.delete(id);
  }

  /** MQTT.js clears at each CONNACK: SUBSCRIBEs of the connection before are forgotten, stored messages are not. */
  clear(): void {
    this.#used.clear();
  }
}
