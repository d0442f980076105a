import type { Message } from '../routing/message.ts';

/** Is told which messages are retained, so that they are stored. */
export interface RetainedJournal {
  retained(message: Message): void;
  /** It is retained no longer. */
  unretained(message: Message): void;
}
