import type { KnownTopics } from '../../app/mqtt/known-topics.ts';
import type { Book } from './book.ts';
import type { TracedSource } from './exchange.ts';
import type { Sessions } from './sessions.ts';

/** What the handling of each packet works on. */
export interface Scene {
  readonly source: TracedSource;
  readonly book: Book;
  readonly sessions: Sessions;
  readonly topics: KnownTopics;
  /** The embedded broker's deliveries are among the records, so that acknowledgements of them can be judged. */
  seesDeliveries: boolean;
}
