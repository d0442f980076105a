import { cutAt, shownName, visible } from '../../../app/base/visible.ts';
import type { Direction } from '../../../app/contract/areas/common.ts';
import type { Participant } from '../../../app/contract/areas/trace/exchange.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import type { ConnectPacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { TracedSource } from '../../trace/exchange.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import type { RecordBook } from './record-book.ts';

/** Lanes that a diagram has at most. */
const mostLanes = 64;

interface LaneNeeds {
  readonly source: TracedSource;
  readonly book: RecordBook;
  /** The exchange that began a link, if that is known. */
  readonly startOf: (link: number) => StoredExchange | undefined;
  /** Whether a client of the embedded broker was the app itself at that time, in µs since 1970. */
  readonly isOwn: (client: string, time: number) => boolean;
  /** When what is shown began, in µs since 1970. */
  readonly time: number;
}

type Part = Exclude<Participant['part'], 'server'>;

/** Who takes part in a trace: a server, and the client of each link, one lane for all links of one client. */
export class Lanes {
  readonly #needs: LaneNeeds;
  readonly #clients = new Map<string, number>();
  readonly #participants: Participant[] = [];
  /** Links whose client has a lane for this link alone. */
  readonly #apart = new Set<number>();
  #server: number | undefined;
  #cut = 0;

  constructor(needs: LaneNeeds) {
    this.#needs = needs;
  }

  get participants(): Participant[] {
    return this.#participants;
  }

  /** Receivers without a lane. */
  get cut(): number {
    return this.#cut;
  }

  /** The link gets a lane of its own, for its client stands against another one with the same name. */
  setApart(link: number): void {
    this.#apart.add(link);
  }

  /**
   * The lane of a link's client, which `part` is what it is seen to do; undefined where there is no room for it. `share` is
   * the shared subscription that it is a member of.
   */
  client(link: number, name: string, part: Part, share?: string): number | undefined {
    const facts = this.#needs.book.link(link);
    const client = name === '' ? facts.client : name;
    const isAlone = client === '' || this.#apart.has(link);
    return this.#lane(isAlone ? `link ${link}` : `client ${client}`, part, share, () => {
      // In a recording, too, packets of clients are received: they are somebody else's.
      const { source, isOwn, time } = this.#needs;
      const isOurs = source.clientSide === 'sent' || (source.isBroker && isOwn(client, time));
      const isConnection = source.clientSide === 'sent';
      const address = isConnection ? '' : cutAt(visible(addressOf('client', facts.address)), 300);
      return {
        role: isOurs ? 'app' : 'client',
        name: shownName(client),
        part,
        user: this.#userOf(link),
        version: facts.version,
        address,
      };
    });
  }

  /** The lane of another connection of ours. */
  other(client: string, part: Part): number | undefined {
    const name = shownName(client);
    return this.#lane(`client ${client}`, part, undefined, () => ({ role: 'app', name, part, address: '' }));
  }

  server(link: number): number {
    const { source, book } = this.#needs;
    const address = source.isBroker
      ? ''
      : visible(addressOf('server', book.link(link).address)).slice(0, 300);
    this.#server ??= this.#add({ role: 'broker', name: '', part: 'server', address });
    return this.#server ?? 0;
  }

  /** Which way the packets of a link's client go. */
  clientSide(link: number): Direction {
    const { source, startOf } = this.#needs;
    return source.clientSide ?? startOf(link)?.direction ?? 'sent';
  }

  /** The lane that there is, which is now seen to do this as well, or a new one. */
  #lane(key: string, part: Part, share: string | undefined, make: () => Participant): number | undefined {
    const known = this.#clients.get(key);
    const before = known === undefined ? undefined : this.#participants[known];
    if (known !== undefined && before !== undefined) {
      this.#participants[known] = { ...before, part: both(before.part, part), share: before.share ?? share };
      return known;
    }
    const lane = this.#add({ ...make(), share });
    if (lane === undefined) this.#cut += 1;
    else this.#clients.set(key, lane);
    return lane;
  }

  #add(participant: Participant): number | undefined {
    if (this.#participants.length >= mostLanes) return undefined;
    this.#participants.push(participant);
    return this.#participants.length - 1;
  }

  #userOf(link: number): string | undefined {
    const user = this.#connectOf(link)?.username;
    return user === undefined ? undefined : shownName(user);
  }

  #connectOf(link: number): ConnectPacket | undefined {
    const { book, startOf } = this.#needs;
    const start = startOf(link);
    const record = start === undefined ? undefined : book.record(start.id);
    if (record?.kind !== 'packet') return undefined;
    try {
      const packet = decode(record.body, record.version, 'either');
      return packet.type === 'connect' ? packet : undefined;
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }
}

/** What says more than that it is a client stays. */
function both(before: Participant['part'], part: Part): Participant['part'] {
  if (before === part || part === 'client' || before === 'server') return before;
  return before === 'client' ? part : 'both';
}

/** In a capture a link has the addresses of both ends: `10.0.0.7:50412 → 10.0.0.1:1883`. */
function addressOf(end: 'client' | 'server', address: string): string {
  const [client = '', server = client] = address.split(' → ');
  return end === 'client' ? client : server;
}
