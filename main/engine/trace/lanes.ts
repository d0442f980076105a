import type { Direction } from '../../../app/contract/areas/common.ts';
import type { Participant } from '../../../app/contract/areas/trace/exchange.ts';
import type { TracedSource } from '../../trace/exchange.ts';
import { visible } from '../../views/payload-preview.ts';
import type { RecordBook } from './record-book.ts';

/** Lanes that a diagram has at most. */
const mostLanes = 64;

/** Who takes part in a trace: a server, and the client of each link, one lane for all links of one client. */
export class Lanes {
  readonly #source: TracedSource;
  readonly #book: RecordBook;
  readonly #startDirection: (link: number) => Direction | undefined;
  readonly #clients = new Map<string, number>();
  readonly #participants: Participant[] = [];
  #server: number | undefined;
  #cut = 0;

  /** `startDirection`: which way the CONNECT of a link went, if that is known. */
  constructor(
    source: TracedSource,
    book: RecordBook,
    startDirection: (link: number) => Direction | undefined,
  ) {
    this.#source = source;
    this.#book = book;
    this.#startDirection = startDirection;
  }

  get participants(): Participant[] {
    return this.#participants;
  }

  /** Receivers without a lane. */
  get cut(): number {
    return this.#cut;
  }

  /** The lane of a link's client, which `part` is what it is seen to do; undefined where there is no room for it. */
  client(link: number, name: string, part: Participant['part']): number | undefined {
    const facts = this.#book.link(link);
    const client = name === '' ? facts.client : name;
    const key = client === '' ? `link ${link}` : `client ${client}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    // In a recording, too, packets of clients are received: they are somebody else's.
    const role = this.#source.clientSide === 'sent' ? 'app' : 'client';
    const shown = visible(client).slice(0, 200);
    const address = role === 'app' ? '' : visible(addressOf('client', facts.address)).slice(0, 300);
    const lane = this.#add({ role, name: shown, part, version: facts.version, address });
    if (lane === undefined) this.#cut += 1;
    else this.#clients.set(key, lane);
    return lane;
  }

  /** The lane of another connection of ours. */
  other(client: string, part: Participant['part']): number | undefined {
    const key = `client ${client}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const name = visible(client).slice(0, 200);
    const lane = this.#add({ role: 'app', name, part, address: '' });
    if (lane === undefined) this.#cut += 1;
    else this.#clients.set(key, lane);
    return lane;
  }

  server(link: number): number {
    const isOurs = this.#source.isBroker;
    const address = isOurs ? '' : visible(addressOf('server', this.#book.link(link).address)).slice(0, 300);
    this.#server ??= this.#add({ role: 'broker', name: '', part: 'server', address });
    return this.#server ?? 0;
  }

  /** Which way the packets of a link's client go. */
  clientSide(link: number): Direction {
    return this.#source.clientSide ?? this.#startDirection(link) ?? 'sent';
  }

  #add(participant: Participant): number | undefined {
    if (this.#participants.length >= mostLanes) return undefined;
    this.#participants.push(participant);
    return this.#participants.length - 1;
  }
}

/** In a capture a link has the addresses of both ends: `10.0.0.7:50412 → 10.0.0.1:1883`. */
function addressOf(end: 'client' | 'server', address: string): string {
  const [client = '', server = client] = address.split(' → ');
  return end === 'client' ? client : server;
}
