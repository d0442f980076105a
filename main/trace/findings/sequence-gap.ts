import { z } from 'zod';
import type { JsonPath } from '../../../app/filter/json-path.ts';
import { parseJsonPath, valuesAt } from '../../../app/filter/json-path.ts';
import { matches } from '../../../app/mqtt/topic.ts';
import type { SeenMessage, TraceWatch } from '../watch.ts';
import type { WatchMemory } from '../watch-memory.ts';
import { memoryOf } from '../watch-memory.ts';
import type { RuleNeeds } from './finding-rule.ts';

const lastSeen = z.object({ value: z.number(), sequence: z.number() });
type Last = z.infer<typeof lastSeen>;

/** Streams of numbers that are followed; of more the one longest silent is forgotten. */
const watched = 20_000;
/** A longer payload is not looked at. */
const longest = 65_536;

/** A number in the payload that is to rise by one has skipped some. */
export class SequenceGap implements TraceWatch {
  readonly #needs: RuleNeeds;
  readonly #path: JsonPath;
  readonly #last = new Map<string, Last>();
  readonly memory: WatchMemory;

  /** The path is one that can be read. */
  constructor(needs: RuleNeeds) {
    this.#needs = needs;
    const { sequenceField } = needs.thresholds;
    this.#path = parseJsonPath(sequenceField);
    // Of another field these would be other numbers.
    this.memory = memoryOf(`sequence-gap ${sequenceField}`, this.#last, lastSeen);
  }

  missed(): void {
    this.#last.clear();
  }

  message({ client, topic, payload, isFromClient, isAgain, sequence, time }: SeenMessage): void {
    if (isAgain || payload.byteLength > longest || !matches(this.#needs.thresholds.sequenceTopics, topic))
      return;
    const value = numberIn(payload, this.#path);
    if (value === undefined) return;
    const key = `${isFromClient} ${client} ${topic}`;
    const last = this.#last.get(key);
    this.#last.delete(key);
    this.#last.set(key, { value, sequence });
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= watched) break;
      this.#last.delete(oldest);
    }
    // Below the last one it has begun anew, or comes again.
    if (last === undefined || value <= last.value + 1) return;
    const missing = value - last.value - 1;
    this.#needs.found({
      ...{ kind: 'sequence-gap', time, client, topic, packets: [last.sequence, sequence] },
      what: `${this.#needs.thresholds.sequenceField}: ${value} after ${last.value}, ${missing} missing`,
      // What a connection of ours receives has come through its server.
      by: isFromClient ? 'client' : 'server',
    });
  }
}

function numberIn(payload: Uint8Array, path: JsonPath): number | undefined {
  if (payload[0] !== 0x7b && payload[0] !== 0x5b) return undefined;
  try {
    const [value] = valuesAt(JSON.parse(new TextDecoder().decode(payload)), path);
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
  } catch {
    // Not JSON: it has no such field.
    return undefined;
  }
}
