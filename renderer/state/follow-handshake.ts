import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import { outcomes } from '../../app/contract/areas/trace/states.ts';
import type { Client } from '../../app/contract/connect.ts';
import { feedSlot } from './feed-slot.ts';
import type { Published } from './find-exchange.ts';
import { followPublished, patience } from './find-exchange.ts';

/** Follows the handshake of one message at a time until it is over. */
export interface HandshakeFollower {
  /** Forgets the message before. */
  readonly follow: (published: Published) => void;
  /** It was answered, or is not waited for: where it is not traced by now it is not looked for for ever. */
  readonly answered: () => void;
}

/** `told` is called with its trace whenever that goes on. */
export function handshakeFollower(client: Client, told: (detail: TraceDetail) => void): HandshakeFollower {
  let stopSearch = (): void => undefined;
  const slot = feedSlot(
    client,
    'trace.exchange',
    ({ detail }) => {
      if (detail === undefined) return;
      // What is over would be read again with all that comes after it.
      if (outcomes[detail.exchange.outcome].isEnd) slot.follow(undefined);
      told(detail);
    },
    () => undefined,
  );
  return {
    follow: (published) => {
      stopSearch();
      slot.follow(undefined);
      stopSearch = followPublished(client, published, (exchange) =>
        slot.follow({ source: published.source, exchange }),
      );
    },
    answered: () => void setTimeout(stopSearch, patience),
  };
}
