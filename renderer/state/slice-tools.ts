import type { Client } from '../../app/contract/connect.ts';

/** What a slice is made from. `State` is its own part and those of the slices that it uses, not the whole. */
export interface SliceTools<State> {
  readonly client: Client;
  /** Sets what is named and leaves the rest. */
  readonly set: (change: Partial<State>) => void;
  readonly get: () => State;
}
