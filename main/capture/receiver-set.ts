import { z } from 'zod';
import { qos } from '../../app/contract/areas/common.ts';

/** Characters of names and filters that a record has together; receivers beyond are counted. */
const recordCharacters = 65_536;
/** Those of a client identifier and of a filter that it keeps. */
const namedCharacters = 200;
/** Filters and Subscription Identifiers of one receiver that it keeps. */
const namedFilters = 16;

const subscribed = z.object({
  /** Highest granted QoS. */
  qos,
  filters: z.array(z.string()).readonly(),
  identifiers: z.array(z.number()).readonly(),
  retainAsPublished: z.boolean(),
});

const namedReceiver = subscribed.extend({ client: z.string() }).readonly();
/** One whose subscriptions match a topic. */
export type NamedReceiver = z.infer<typeof namedReceiver>;

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

/** Receivers with the same of everything but their names, for on most topics all are alike. */
const alikeReceivers = subscribed.extend({ clients: z.array(z.string()) });
type Alike = z.infer<typeof alikeReceivers>;

/** As it is stored. Before there was `alike` each receiver stood by itself, and no more than 256 of them. */
const storedReceivers = z.object({
  receivers: z.array(namedReceiver).default([]),
  alike: z.array(alikeReceivers).default([]),
  shares: z.array(z.string()).readonly().default([]),
  withheld: z.array(z.string()).readonly().default([]),
  cut: z.number().default(0),
});

/** The text (JSON) of a record that names receivers. */
export function receiversText(all: Omit<NamedReceivers, 'cut'>): string {
  const room = { left: recordCharacters };
  const alike = new Map<string, Alike>();
  const left = all.receivers.findIndex((receiver) => !put(receiver, alike, room));
  const [shares, withheld] = [fitting(all.shares, room), fitting(all.withheld, room)];
  const cut = left < 0 ? 0 : all.receivers.length - left;
  return JSON.stringify({
    alike: [...alike.values()],
    shares,
    withheld,
    cut: cut + all.shares.length - shares.length + all.withheld.length - withheld.length,
  } satisfies z.input<typeof storedReceivers>);
}

/** False where there is no room for it. */
function put(receiver: NamedReceiver, alike: Map<string, Alike>, room: { left: number }): boolean {
  const { qos, retainAsPublished } = receiver;
  const filters = receiver.filters.slice(0, namedFilters).map(short);
  const identifiers = receiver.identifiers.slice(0, namedFilters);
  // No filter has U+0000 [MQTT-1.5.4-2].
  const key = [qos, retainAsPublished, identifiers, ...filters].join('\0');
  const known = alike.get(key);
  const client = short(receiver.client);
  room.left -= sizeOf(client) + (known === undefined ? sizeOf(key) : 0);
  if (room.left < 0) return false;
  if (known === undefined)
    alike.set(key, { qos, filters, identifiers, retainAsPublished, clients: [client] });
  else known.clients.push(client);
  return true;
}

function fitting(texts: readonly string[], room: { left: number }): readonly string[] {
  const named = texts.map(short);
  const left = named.findIndex((text) => {
    room.left -= sizeOf(text);
    return room.left < 0;
  });
  return left < 0 ? named : named.slice(0, left);
}

/** In the record it stands in quotes, and a comma follows. */
function sizeOf(text: string): number {
  return text.length + 3;
}

/**
 * Reads the text again. Older records say less, and name each receiver with its own subscriptions. Throws a SyntaxError,
 * as for what is no JSON, if nothing of ours has written it.
 */
export function readReceivers(text: string): NamedReceivers {
  const told = storedReceivers.safeParse(JSON.parse(text));
  if (!told.success) throw new SyntaxError('A record names receivers in no way that is known.');
  const { alike, receivers, ...rest } = told.data;
  const named = alike.flatMap(({ clients, ...same }) => clients.map((client) => ({ client, ...same })));
  return { receivers: [...receivers, ...named], ...rest };
}

function short(text: string): string {
  return text.slice(0, namedCharacters);
}
