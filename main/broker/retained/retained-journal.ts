import type { KeptMessage } from '../routing/kept-message.ts';

/** Is told which messages are retained, so that they are stored. */
export interface RetainedJournal {
  retained(message: KeptMessage): void;
  /** It is retained no longer. */
  unretained(message: KeptMessage): void;
}
