/** Milliseconds that nobody sees: a batch goes to the disk after 250 ms at the latest. */
const unseen = 300;

/** What makes a window show less than what has come. */
interface Behind {
  /** Milliseconds that the engine's thread was busy at once, at most, since it was last asked. */
  readonly busy: number;
  /** Records that came and are not in the history yet, and how many come in a second. */
  readonly notStored: number;
  readonly rate: number;
}

/**
 * Milliseconds by which a window may be behind. The index counts a message in the turn that takes it in, so the tree is
 * behind only while the thread is busy; the history is behind by what the disk has not taken yet.
 */
export function lagOf({ busy, notStored, rate }: Behind): number {
  const history = rate < 1 ? 0 : (1000 * notStored) / rate;
  const lag = Math.max(busy, history);
  return lag < unseen ? 0 : lag;
}
