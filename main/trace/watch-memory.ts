import { z } from 'zod';

/** What a watcher remembers beside exchanges, for the one that takes its place after a restart. */
export interface WatchMemory {
  /** Its own, and the same for ever. */
  readonly name: string;
  /** As values that can be cloned. */
  keep(): unknown;
  /** Takes up what `keep` gave, perhaps in another version: what is not as expected is let go. */
  restore(kept: unknown): void;
}

/** The memory of a watcher that is one map, each of whose values is an `entry`. */
export function memoryOf<T>(name: string, map: Map<string, T>, entry: z.ZodType<T>): WatchMemory {
  const entries = z.array(z.tuple([z.string(), entry]));
  return {
    name,
    keep: () => [...map],
    restore: (kept) => {
      for (const [key, value] of entries.safeParse(kept).data ?? []) map.set(key, value);
    },
  };
}
