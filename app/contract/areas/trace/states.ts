import { z } from 'zod';
import { exchangeKinds, outcomeNames } from '../../../filter/trace-words.ts';

/** What became of an exchange: the key of the table in `docs/traces.md`, which screen, filter and exports share. */
export const outcome = z.enum(outcomeNames);
export type Outcome = z.infer<typeof outcome>;

/** What an exchange is about, by the packet that begins it; a delivery is a copy that the embedded broker sends. */
export const exchangeKind = z.enum(exchangeKinds);
export type ExchangeKind = z.infer<typeof exchangeKind>;

interface OutcomeMeaning {
  /** As it is said on screen. */
  readonly words: string;
  /** It is over: nothing more is awaited. */
  readonly isEnd: boolean;
  /** How it is to be looked at: as it should be, worth a look, or wrong. */
  readonly weight: 'good' | 'watch' | 'bad';
  /** One sentence in the words of the standard. */
  readonly meaning: string;
}

/** How the detail of an exchange begins whose session ended before it was over. */
export const sessionLost = 'Session lost: ';

/** An exchange waits for a packet: where it stands, in the words of the table of states in `docs/traces.md`. */
export function awaitingWords(packet: string): string {
  return `awaiting ${packet.toUpperCase()}`;
}

/** Every outcome there is; `docs/traces.md` has this table. */
export const outcomes: Readonly<Record<Outcome, OutcomeMeaning>> = {
  'in-flight': {
    words: 'in flight',
    isEnd: false,
    weight: 'watch',
    meaning: 'A packet that answers the last one is awaited.',
  },
  held: {
    words: 'held back',
    isEnd: false,
    weight: 'watch',
    meaning: 'A packet is held back on purpose, by a fault or by the session lab.',
  },
  queued: {
    words: 'queued',
    isEnd: false,
    weight: 'watch',
    meaning:
      'The message waits for its receiver, who is away or has Receive Maximum messages unacknowledged; which of these is said.',
  },
  complete: {
    words: 'complete',
    isEnd: true,
    weight: 'good',
    meaning: 'Every packet that the handshake needs has crossed.',
  },
  resent: {
    words: 'resent on resume',
    isEnd: true,
    weight: 'watch',
    meaning: 'Complete, after a packet was sent again on a resumed session.',
  },
  refused: {
    words: 'refused',
    isEnd: true,
    weight: 'bad',
    meaning: 'The answer has a reason code of 0x80 or above.',
  },
  'no-subscriber': {
    words: 'no subscriber',
    isEnd: true,
    weight: 'watch',
    meaning: 'The broker took the message, and no subscription matched it.',
  },
  expired: {
    words: 'expired',
    isEnd: true,
    weight: 'bad',
    meaning: 'The Message Expiry Interval passed before the message could be delivered.',
  },
  dropped: {
    words: 'dropped',
    isEnd: true,
    weight: 'bad',
    meaning: 'A limit or a fault let the message go; the reason is said.',
  },
  abandoned: {
    words: 'abandoned',
    isEnd: true,
    weight: 'bad',
    meaning: 'The session or the connection was lost before the handshake was over.',
  },
  broken: {
    words: 'protocol error',
    isEnd: true,
    weight: 'bad',
    meaning: 'A packet violates the protocol; the clause is said.',
  },
};
