/** One message that was published: its number is its payload. */
export interface Entry {
  readonly number: number;
  readonly topic: string;
  readonly qos: 1 | 2;
  readonly retain: boolean;
}

/** What was published and acknowledged, kept by a process that is not killed. */
export class Ledger {
  readonly #entries: Entry[] = [];
  readonly #acknowledged = new Set<number>();

  get size(): number {
    return this.#entries.length;
  }

  add(topic: string, qos: 1 | 2, retain: boolean): Entry {
    const entry = { number: this.#entries.length + 1, topic, qos, retain };
    this.#entries.push(entry);
    return entry;
  }

  /** The PUBACK or PUBREC of the entry has come. */
  acknowledged(number: number): void {
    this.#acknowledged.add(number);
  }

  /** Numbers of what was published to topics that begin so. */
  published(beginning: string): readonly number[] {
    return this.#entries.filter(({ topic }) => topic.startsWith(beginning)).map(({ number }) => number);
  }

  /** What is wrong with what one session got under topics that begin so, in the order in which it came. */
  complaints(who: string, beginning: string, received: readonly number[]): readonly string[] {
    const counts = new Map<number, number>();
    for (const number of received) counts.set(number, (counts.get(number) ?? 0) + 1);
    const expected = this.#entries.filter(({ topic }) => topic.startsWith(beginning));
    const lost = expected.filter(({ number }) => this.#acknowledged.has(number) && !counts.has(number));
    const doubled = expected.filter(({ number, qos }) => qos === 2 && (counts.get(number) ?? 0) > 1);
    return [
      ...lost.map(({ number, qos, topic }) => `${who}: ${number} is lost (QoS ${qos}, ${topic})`),
      ...doubled.map(({ number }) => `${who}: ${number} came ${counts.get(number)} times at QoS 2`),
      ...this.#disorder(who, received),
    ];
  }

  /** What is wrong with the numbers that are retained: an older one than what was acknowledged last, or none. */
  retainedComplaints(retained: ReadonlyMap<string, number>): readonly string[] {
    const last = new Map<string, number>();
    for (const { topic, number, retain } of this.#entries) {
      if (retain && this.#acknowledged.has(number)) last.set(topic, number);
    }
    return [...last].flatMap(([topic, number]) => {
      const found = retained.get(topic) ?? 0;
      return found < number ? [`${topic}: ${found} is retained, ${number} was acknowledged`] : [];
    });
  }

  /** Each topic and QoS by itself, by the first time that a number came [MQTT-4.6.0-6]. */
  #disorder(who: string, received: readonly number[]): readonly string[] {
    const newest = new Map<string, number>();
    const seen = new Set<number>();
    const complaints: string[] = [];
    for (const number of received) {
      const entry = this.#entries[number - 1];
      if (entry === undefined || seen.has(number)) continue;
      seen.add(number);
      const lane = `${entry.topic} at QoS ${entry.qos}`;
      const before = newest.get(lane) ?? 0;
      if (number < before) complaints.push(`${who}: ${number} came after ${before} on ${lane}`);
      newest.set(lane, Math.max(before, number));
    }
    return complaints;
  }
}
