import type { Book } from './book.ts';
import type { ExchangeSink } from './exchange.ts';
import type { LinkTrace } from './link-trace.ts';
import type { OpenExchange, PacketIds } from './open-exchange.ts';
import type { PacketView } from './packet-view.ts';
import { isFromClient } from './packets/beginning.ts';
import type { PublishHead } from './packets/publish-head.ts';
import { PlainTable } from './plain-table.ts';
import type { Watchers } from './watchers.ts';

/** The number of the packet type that its publisher says (clause 2.1.2). */
const pubrel = 6;

/**
 * Handshakes of PUBLISH that go as nearly all do: on one link, each packet in its turn, with nothing else to say. While
 * they are in flight they are numbers, and one object is told of them all in turn: to make an object for each, and to
 * collect it, was half of what tracing cost (`npm run bench -- traces`). Whatever else happens, they are made exchanges of
 * the book first (`unfold`), so that nobody else has to know of them.
 */
export class PlainHandshakes {
  readonly #sink: ExchangeSink;
  readonly #watchers: Watchers;
  readonly #book: Book;
  readonly #isBroker: boolean;
  readonly #ofClient = new PlainTable();
  readonly #ofServer = new PlainTable();

  constructor(sink: ExchangeSink, watchers: Watchers, book: Book, isBroker: boolean) {
    this.#isBroker = isBroker;
    this.#sink = sink;
    this.#watchers = watchers;
    this.#book = book;
  }

  /** In flight. */
  get size(): number {
    return this.#ofClient.size + this.#ofServer.size;
  }

  /** Takes a PUBLISH at QoS 1 or 2 that nothing is to be said of; false where something may be. */
  begins(link: LinkTrace, view: PacketView, head: PublishHead): boolean {
    // There notes come in between, so that there is always something else.
    if (this.#isBroker || head.qos === 0) return false;
    const fromClient = isFromClient(link, view);
    const table = fromClient ? this.#ofClient : this.#ofServer;
    const isTouched = view.faults.length > 0 || view.isCopy;
    // What is retained is looked at where a server sends it.
    if (head.dup || isTouched || !link.isUp || (head.retain && !fromClient)) return false;
    if (!hasRoom(table, link, head.id, fromClient)) return false;
    const exchange = table.begin(link, view, head);
    this.#sink.begun(exchange);
    this.#watchers.plainBegun(exchange);
    return true;
  }

  /** Takes an acknowledgement without a reason code, by the number of its type; false where it is of no handshake here. */
  answered(link: LinkTrace, view: PacketView, type: number, packetId: number): boolean {
    const table = isFromClient(link, view) === (type === pubrel) ? this.#ofClient : this.#ofServer;
    if (table.size === 0) return false;
    const isOurs = table.awaits(packetId, type) && !table.isOfOther(link) && view.faults.length === 0;
    const exchange = isOurs ? table.step(view, packetId, type) : undefined;
    if (exchange === undefined) {
      if (table.has(packetId)) this.unfold();
      return false;
    }
    if (exchange.state === 'over') {
      this.#sink.ended(exchange);
      this.#watchers.plainEnded(exchange);
    } else this.#watchers.plainChanged(exchange);
    return true;
  }

  /** Tells the sink where those stand that went on and are in flight: of steps in between nobody sees anything. */
  tell(): void {
    if (this.size === 0) return;
    this.#ofClient.eachMoved((exchange) => this.#sink.changed(exchange));
    this.#ofServer.eachMoved((exchange) => this.#sink.changed(exchange));
  }

  /** Makes those that are in flight exchanges of the book, as if they had been that from the beginning. */
  unfold(): void {
    if (this.size === 0) return;
    this.tell();
    const [client, server] = [this.#ofClient.link, this.#ofServer.link];
    if (client !== undefined) this.#follow(this.#ofClient.takeAll(), client.session.fromClient);
    if (server !== undefined) this.#follow(this.#ofServer.takeAll(), server.session.fromServer);
  }

  #follow(exchanges: readonly OpenExchange[], ids: PacketIds): void {
    for (const exchange of exchanges) this.#book.follow(exchange, ids, exchange.packetId);
  }
}

/** Its packet identifier is free, and the receiver takes more than there are with it. */
function hasRoom(table: PlainTable, link: LinkTrace, packetId: number, fromClient: boolean): boolean {
  const { session, facts } = link;
  const others = fromClient ? session.fromClient : session.fromServer;
  const most = fromClient ? facts.serverMaximum : facts.clientMaximum;
  const isFree = !others.has(packetId) && !table.isOfOther(link) && table.hasRoom(packetId);
  return isFree && others.size + table.size + 1 < most;
}
