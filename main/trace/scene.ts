import type { KnownTopics } from '../../app/mqtt/known-topics.ts';
import type { Book } from './book.ts';
import type { Clients } from './client-facts.ts';
import type { TracedSource } from './exchange.ts';
import type { Journeys } from './journeys.ts';
import type { MessageTopics } from './message-topics.ts';
import type { Sessions } from './sessions.ts';
import type { Watchers } from './watchers.ts';

/** What the handling of each packet works on. */
export interface Scene {
  readonly source: TracedSource;
  readonly book: Book;
  readonly sessions: Sessions;
  readonly watchers: Watchers;
  readonly clients: Clients;
  readonly topics: KnownTopics;
  readonly messageTopics: MessageTopics;
  readonly journeys: Journeys;
  /** The embedded broker's deliveries are among the records, so that acknowledgements of them can be judged. */
  seesDeliveries: boolean;
}
