import { z } from 'zod';
import { qos } from '../../../app/contract/areas/common.ts';
import { memoryOf } from '../watch-memory.ts';

/** Filters that are remembered, over all clients; of more the one granted longest ago is forgotten. */
const most = 20_000;

const grant = z.object({
  granted: qos,
  /** The sequence number of the SUBACK. */
  packet: z.number(),
});
type Grant = z.infer<typeof grant>;

/** What clients were granted for their filters, as SUBACK told them last. */
export class Grants {
  readonly #byFilter = new Map<string, Grant>();
  readonly memory = memoryOf('grants', this.#byFilter, grant);
  #changes = 0;

  /** How often something was granted: what was worked out before may hold no longer. */
  get changes(): number {
    return this.#changes;
  }

  /** `code` is that of SUBACK: a refusal leaves what was granted before as it is. */
  put(client: string, filter: string, code: number, packet: number): void {
    if (code !== 0 && code !== 1 && code !== 2) return;
    this.#changes += 1;
    const key = keyOf(client, filter);
    this.#byFilter.delete(key);
    this.#byFilter.set(key, { granted: code, packet });
    if (this.#byFilter.size <= most) return;
    for (const oldest of this.#byFilter.keys()) {
      this.#byFilter.delete(oldest);
      return;
    }
  }

  /** The highest of those filters; undefined if none is known. */
  best(client: string, filters: readonly string[]): Grant | undefined {
    let best: Grant | undefined;
    for (const filter of filters) {
      const grant = this.#byFilter.get(keyOf(client, filter));
      if (grant !== undefined && (best === undefined || grant.granted > best.granted)) best = grant;
    }
    return best;
  }
}

/** No filter and no client identifier has U+0000 [MQTT-1.5.4-2]. */
function keyOf(client: string, filter: string): string {
  return `${client}\u0000${filter}`;
}
