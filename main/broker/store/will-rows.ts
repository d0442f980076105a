import type { UnsaidWill } from '../session/will-journal.ts';
import type { Changes } from './changes.ts';
import { storedWill } from './stored-message.ts';

interface KeptWill {
  readonly unsaid: UnsaidWill;
  readonly due: number | undefined;
}

/** Which wills the store has, and what it has to be told about them. */
export class WillRows {
  readonly #stored = new Set<string>();
  readonly #changed = new Map<string, KeptWill | undefined>();

  left(clientId: string, will: KeptWill): void {
    this.#changed.set(clientId, will);
  }

  /** Says whether there was one. */
  gone(clientId: string): boolean {
    if (!this.#stored.has(clientId) && this.#changed.get(clientId) === undefined) return false;
    this.#changed.set(clientId, undefined);
    return true;
  }

  /** The store has this client's will already. */
  restore(clientId: string): void {
    this.#stored.add(clientId);
  }

  write(changes: Changes): void {
    for (const [clientId, kept] of this.#changed) {
      if (kept !== undefined) {
        changes.will(clientId, storedWill(kept.unsaid, kept.due));
        this.#stored.add(clientId);
      } else if (this.#stored.delete(clientId)) changes.willGone(clientId);
    }
    this.#changed.clear();
  }
}
