import type { OpenFailure } from '../../database/store-problem.ts';

/** What the store's worker is started with. */
export interface StoreStart {
  readonly folder: string;
  /** µs since 1970: what is over by then is let go. */
  readonly now: number;
}

/** From the broker to its store's worker; worked off in order. */
export type ToStore =
  /** The rows that were told are worked off; tell more. */
  | { readonly type: 'more' }
  /** What was told is not what this program writes: it is to be kept aside at the next start. */
  | { readonly type: 'damaged'; readonly what: string }
  | { readonly type: 'commit'; readonly buffer: ArrayBuffer; readonly length: number }
  | { readonly type: 'close' };

export type FromStore =
  | { readonly type: 'failed'; readonly why: OpenFailure; readonly message: string }
  /** The store is open; its rows follow. `notice`: what happened to the one that was there before, if anything did. */
  | { readonly type: 'opened'; readonly notice: string | undefined }
  | { readonly type: 'rows'; readonly buffer: ArrayBuffer; readonly length: number }
  /** All rows were told. */
  | { readonly type: 'loaded' }
  /** What is stored cannot be read; the next start begins anew. */
  | { readonly type: 'damaged'; readonly what: string }
  /** The group is committed; the buffer comes back for reuse. */
  | { readonly type: 'stored'; readonly buffer: ArrayBuffer }
  | { readonly type: 'problem'; readonly message: string | undefined }
  | { readonly type: 'closed' };

/** The worker's end of the channel to the broker's thread. */
export interface StorePort {
  post(message: FromStore, transfer: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: ToStore) => void): void;
  close(): void;
}
