import { z } from 'zod';
import { exchangeKinds, outcomeNames } from '../../../filter/trace-words.ts';

/** What became of an exchange: the key of the table in `docs/traces.md`, which screen, filter and exports share. */
export const outcome = z.enum(outcomeNames);
export type Outcome = z.infer<typeof outcome>;

export const exchangeKind = z.enum(exchangeKinds);
export type ExchangeKind = z.infer<typeof exchangeKind>;

interface OutcomeMeaning {
  /** It is over: nothing more is awaited. */
  readonly isEnd: boolean;
  /** How it is to be looked at: as it should be, worth a look, or wrong. */
  readonly weight: 'good' | 'watch' | 'bad';
  /** One sentence in the words of the standard. */
  readonly meaning: string;
}

/** Every outcome there is; `docs/traces.md` has this table. */
export const outcomes: Readonly<Record<Outcome, OutcomeMeaning>> = {
  'in-flight': { isEnd: false, weight: 'watch', meaning: 'A packet that answers the last one is awaited.' },
  held: {
    isEnd: false,
    weight: 'watch',
    meaning: 'A packet is held back on purpose, by a fault or by the session lab.',
  },
  queued: {
    isEnd: false,
    weight: 'watch',
    meaning:
      'The message waits for its receiver, who is away or has Receive Maximum messages unacknowledged; which of these is said.',
  },
  complete: { isEnd: true, weight: 'good', meaning: 'Every packet that the handshake needs has crossed.' },
  resent: {
    isEnd: true,
    weight: 'watch',
    meaning: 'Complete, after a packet was sent again on a resumed session.',
  },
  refused: { isEnd: true, weight: 'bad', meaning: 'The answer has a reason code of 0x80 or above.' },
  'no-subscriber': {
    isEnd: true,
    weight: 'watch',
    meaning: 'The broker took the message, and no subscription matched it.',
  },
  expired: {
    isEnd: true,
    weight: 'bad',
    meaning: 'The Message Expiry Interval passed before the message could be delivered.',
  },
  dropped: {
    isEnd: true,
    weight: 'bad',
    meaning: 'A limit or a fault let the message go; the reason is said.',
  },
  abandoned: {
    isEnd: true,
    weight: 'bad',
    meaning: 'The session or the connection was lost before the handshake was over.',
  },
  broken: { isEnd: true, weight: 'bad', meaning: 'A packet violates the protocol; the clause is said.' },
};
