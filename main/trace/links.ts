import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { Clients } from './client-facts.ts';
import type { TracedSource } from './exchange.ts';
import { linksFollowed, pastClients } from './limits.ts';
import { LinkTrace } from './link-trace.ts';
import { SessionTrace } from './session-trace.ts';
import type { Sessions } from './sessions.ts';

/** The connections that are open, by their numbers, which rise. */
export class Links {
  /** The first link whose opening was seen: of those from there on all that are open are known. */
  firstOpened = Number.POSITIVE_INFINITY;
  readonly #source: TracedSource;
  readonly #sessions: Sessions;
  readonly #clients: Clients;
  readonly #open = new Map<number, LinkTrace>();
  /** Who was on links that are closed: a will comes after its connection. */
  readonly #past = new Map<number, LinkTrace>();
  #last: LinkTrace | undefined;
  #letGo = 0;

  constructor(source: TracedSource, sessions: Sessions, clients: Clients) {
    this.#clients = clients;
    this.#source = source;
    this.#sessions = sessions;
  }

  get letGo(): number {
    return this.#letGo;
  }

  all(): Iterable<LinkTrace> {
    return this.#open.values();
  }

  /** Some of what crossed may not have been seen. */
  doubtAll(): void {
    for (const link of this.#open.values()) {
      link.isWhole = false;
      link.session.isWhole = false;
    }
  }

  /** Those that were open before that one. */
  before(number: number): readonly LinkTrace[] {
    return Array.from(this.#open.values()).filter((link) => link.number < number);
  }

  open(number: number): LinkTrace {
    this.firstOpened = Math.min(this.firstOpened, number);
    const session = new SessionTrace('', true);
    const link = new LinkTrace(number, true, this.#source.clientSide, 4, session, this.#clients.of(''));
    this.put(link);
    return link;
  }

  put(link: LinkTrace): void {
    this.#open.set(link.number, link);
    if (this.#open.size <= linksFollowed) return;
    for (const oldest of this.#open.values()) {
      this.#forget(oldest);
      this.#letGo += 1;
      return;
    }
  }

  /** An open link, one that was open before the records began included; undefined where it is closed. */
  find(number: number, version: ProtocolVersion): LinkTrace | undefined {
    if (this.#last?.number === number) return this.#last;
    const link = this.#open.get(number) ?? this.#begun(number, version);
    this.#last = link;
    return link;
  }

  closed(link: LinkTrace): void {
    this.#forget(link);
    this.#past.set(link.number, link);
    if (this.#past.size <= pastClients) return;
    for (const oldest of this.#past.keys()) {
      this.#past.delete(oldest);
      return;
    }
  }

  /** What was known of a link that is closed. */
  past(number: number, version: ProtocolVersion): LinkTrace {
    const known = this.#past.get(number);
    if (known !== undefined && known.session.client !== '') return known;
    const link = this.#unseen(number, version);
    this.#sessions.put(link.session);
    return link;
  }

  #forget(link: LinkTrace): void {
    this.#open.delete(link.number);
    if (this.#last === link) this.#last = undefined;
  }

  #begun(number: number, version: ProtocolVersion): LinkTrace | undefined {
    if (number >= this.firstOpened) return undefined;
    const link = this.#unseen(number, version);
    link.session.link = link;
    this.#sessions.put(link.session);
    this.put(link);
    return link;
  }

  #unseen(number: number, version: ProtocolVersion): LinkTrace {
    const client = this.#source.clientOf?.(number) ?? '';
    const known = this.#sessions.find(client);
    const session = known ?? new SessionTrace(client, false);
    // How long it lives was said before the records began.
    if (known === undefined) session.expiry = Number.POSITIVE_INFINITY;
    return new LinkTrace(number, false, this.#source.clientSide, version, session, this.#clients.of(client));
  }
}
