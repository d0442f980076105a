import type { Qos } from '../../app/mqtt/packet.ts';

/** Receivers that a record names; the others are counted. */
const namedReceivers = 256;
/** Characters of a client identifier and of a filter that it keeps. */
const namedCharacters = 200;

/** One whose subscriptions match a topic. */
export interface NamedReceiver {
  readonly client: string;
  /** Highest granted QoS. */
  readonly qos: Qos;
  readonly filters: readonly string[];
  readonly identifiers: readonly number[];
  readonly retainAsPublished: boolean;
}

/** Who the messages of a topic are for. */
export interface NamedReceivers {
  readonly receivers: readonly NamedReceiver[];
  /** Shared subscriptions, of whose members one gets it. */
  readonly shares: readonly string[];
  /** Those who subscribed and may not receive the topic. */
  readonly withheld: readonly string[];
  /** How many are left out, because there are more than a record names. */
  readonly cut: number;
}

/** The text (JSON) of a record that names receivers. */
export function receiversText(all: Omit<NamedReceivers, 'cut'>): string {
  const cut = [all.receivers, all.shares, all.withheld].map(({ length }) =>
    Math.max(0, length - namedReceivers),
  );
  return JSON.stringify({
    receivers: all.receivers.slice(0, namedReceivers).map((receiver) => ({
      ...receiver,
      client: short(receiver.client),
      filters: receiver.filters.slice(0, 16).map(short),
      identifiers: receiver.identifiers.slice(0, 16),
    })),
    shares: all.shares.slice(0, namedReceivers).map(short),
    withheld: all.withheld.slice(0, namedReceivers).map(short),
    cut: cut.reduce((sum, count) => sum + count, 0),
  } satisfies NamedReceivers);
}

/** Reads the text again; what is not as it should be is left out. */
export function readReceivers(text: string): NamedReceivers {
  const told: Partial<NamedReceivers> = JSON.parse(text);
  return {
    receivers: told.receivers ?? [],
    shares: told.shares ?? [],
    withheld: told.withheld ?? [],
    cut: told.cut ?? 0,
  };
}

function short(text: string): string {
  return text.slice(0, namedCharacters);
}
