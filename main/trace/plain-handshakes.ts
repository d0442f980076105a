import type { DeliveryNote } from '../capture/delivery-layout.ts';
import { plainLead } from './limits.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Moment } from './moment.ts';
import type { OpenExchange } from './open-exchange.ts';
import type { PacketView } from './packet-view.ts';
import { isFromClient } from './packets/beginning.ts';
import type { PublishHead } from './packets/publish-head.ts';
import type { PlainTable } from './plain-table.ts';
import { PlainTables } from './plain-tables.ts';
import type { Scene } from './scene.ts';
import type { SessionTrace } from './session-trace.ts';

/** The number of the packet type that its publisher says (clause 2.1.2). */
const pubrel = 6;

/**
 * Handshakes of PUBLISH that go as nearly all do: on one link, each packet in its turn, with nothing else to say. While
 * they are in flight they are numbers, and one object is told of them all in turn: to make an object for each, and to
 * collect it, was half of what tracing cost (`npm run bench -- traces`). Whatever else happens, those of its
 * session at least are made exchanges of the book first (`unfold`), so that nobody else has to know of them.
 */
export class PlainHandshakes {
  readonly #scene: Scene;
  readonly #isBroker: boolean;
  readonly #ofClients: PlainTables;
  readonly #ofServers: PlainTables;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#isBroker = scene.source.isBroker;
    // Elsewhere there is one link at a time.
    const lead = this.#isBroker ? plainLead : 1;
    const kind = this.#isBroker ? 'delivery' : 'publish';
    this.#ofClients = new PlainTables({ kind: 'publish', isOfClient: true }, lead);
    this.#ofServers = new PlainTables({ kind, isOfClient: false }, lead);
  }

  /** In flight. */
  get size(): number {
    return this.#ofClients.size + this.#ofServers.size;
  }

  /** Takes a PUBLISH at QoS 1 or 2 that nothing is to be said of; false where something may be. */
  begins(link: LinkTrace, view: PacketView, head: PublishHead): boolean {
    const fromClient = isFromClient(link, view);
    const isTouched = view.faults.length > 0 || view.isCopy;
    if (head.qos === 0 || head.dup || isTouched) return false;
    // What the embedded broker sends has a note, and is a packet on record only where a fault touched it.
    if (!fromClient && this.#isBroker) return false;
    // What is retained is looked at where a server sends it.
    if (head.retain && !fromClient) return false;
    const table = this.#roomFor(link, head.id, fromClient);
    if (table === undefined) return false;
    const { id: packetId, qos, topic } = head;
    const { sequence, time } = view;
    this.#begun(table.begin(link, { sequence, time, packetId, qos, topic, message: 0 }));
    return true;
  }

  /**
   * Takes the copy that is `ahead` of the first of those that the embedded broker noted as one, if the note says that they
   * went out for the first time; false where there is more to say.
   */
  goesOut(
    receiver: LinkTrace,
    note: DeliveryNote,
    ahead: number,
    { sequence, time }: Pick<Moment, 'sequence' | 'time'>,
  ): boolean {
    const { event, qos, dup, retain } = note;
    if (event !== 'sent' || qos === 0 || dup || retain || note.message === undefined) return false;
    // One that waited goes on.
    if (receiver.session.waiting.size > 0) return false;
    const message = note.message + ahead;
    const packetId = note.packetId + ahead;
    const table = this.#roomFor(receiver, packetId, false);
    if (table === undefined) return false;
    const topic = this.#scene.messageTopics.find(message);
    this.#begun(table.begin(receiver, { sequence, time, packetId, qos, topic, message }));
    return true;
  }

  /** Takes an acknowledgement without a reason code, by the number of its type; false where it is of no handshake here. */
  answered(link: LinkTrace, view: PacketView, type: number, packetId: number): boolean {
    const tables = isFromClient(link, view) === (type === pubrel) ? this.#ofClients : this.#ofServers;
    const table = tables.of(link);
    if (table === undefined || table.size === 0) return false;
    const isOurs = view.faults.length === 0 && table.awaits(packetId, type);
    const exchange = isOurs ? table.step(view, packetId, type) : undefined;
    if (exchange === undefined) {
      if (table.has(packetId)) this.unfoldOf(link.session);
      return false;
    }
    const { journeys, watchers } = this.#scene;
    if (exchange.state === 'over') {
      journeys.ended(exchange);
      watchers.plainEnded(exchange);
    } else watchers.plainChanged(exchange);
    return true;
  }

  /** Tells the sink where those stand that went on and are in flight: of steps in between nobody sees anything. */
  tell(): void {
    if (this.size > 0) this.#tell(this.#inUse());
  }

  /** Makes those that are in flight exchanges of the book, as if they had been that from the beginning. */
  unfold(): void {
    if (this.size > 0) this.#unfold(this.#inUse());
  }

  /** The same with those of one session, for what has to do with no other. */
  unfoldOf(session: SessionTrace): void {
    if (this.#ofClients.has(session) || this.#ofServers.has(session)) this.#unfold(this.#inUse(session));
  }

  #inUse(session?: SessionTrace): readonly PlainTable[] {
    return [...this.#ofClients.inUse(session), ...this.#ofServers.inUse(session)];
  }

  #tell(tables: readonly PlainTable[]): void {
    for (const table of tables) table.eachMoved((exchange) => this.#scene.journeys.changed(exchange));
  }

  #unfold(tables: readonly PlainTable[]): void {
    this.#tell(tables);
    const taken = tables.flatMap((table) => table.takeAll());
    this.#scene.book.followAll(taken.sort((one, other) => other.id - one.id));
  }

  #begun(exchange: OpenExchange): void {
    const { journeys, watchers } = this.#scene;
    journeys.begun(exchange);
    watchers.plainBegun(exchange);
  }

  /** A table with room for it: its packet identifier is free, and the receiver takes more than there are with it. */
  #roomFor(link: LinkTrace, packetId: number, fromClient: boolean): PlainTable | undefined {
    const { session, facts } = link;
    // Its session may go on elsewhere, or not go on.
    if (!link.isUp || session.link !== link) return undefined;
    const others = fromClient ? session.fromClient : session.fromServer;
    const most = fromClient ? facts.serverMaximum : facts.clientMaximum;
    if (others.has(packetId)) return undefined;
    const table = (fromClient ? this.#ofClients : this.#ofServers).begins(link);
    if (table === undefined || !table.hasRoom(packetId)) return undefined;
    return others.size + table.size + 1 < most ? table : undefined;
  }
}
