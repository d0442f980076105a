/** Milliseconds that nobody sees: a batch goes to the disk after 250 ms at the latest. */
const unseen = 300;

/** What makes a window show less than what has come. */
interface Behind {
  /** Milliseconds that the engine's thread was busy at once, at most, since it was last asked. */
  readonly busy: number;
  /** Milliseconds since the oldest record came that is not in the history yet; 0 where all are. */
  readonly waiting: number;
}

/**
 * Milliseconds by which a window may be behind. The index counts a message in the turn that takes it in, so the tree is
 * behind only while the thread is busy; the history is behind by what the disk has not taken yet.
 */
export function lagOf({ busy, waiting }: Behind): number {
  const lag = Math.max(busy, waiting);
  return lag < unseen ? 0 : lag;
}
