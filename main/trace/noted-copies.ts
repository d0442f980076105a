import type { DeliveryNote } from '../capture/delivery-layout.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Event } from './machines/transition.ts';
import type { Moment } from './moment.ts';
import type { Beginning, OpenExchange } from './open-exchange.ts';
import { queuedWords } from './queued-words.ts';
import type { Scene } from './scene.ts';

/** What ends a delivery without a packet, by the note that says so. */
const endings: ReadonlyMap<DeliveryNote['event'], Event> = new Map([
  ['dropped', 'dropped'],
  ['expired', 'expired'],
  ['withheld', 'withheld'],
  ['handed-over', 'handed-over'],
]);
const endingWords: Readonly<Record<string, string>> = {
  expired: 'Its expiry passed while it waited.',
  withheld: 'The access rules keep it from this client.',
  'handed-over': 'Another member of the shared subscription goes on with it.',
};

/** What a note says of one copy of a message, as the moment at which that is so. */
interface NotedCopy extends Moment {
  readonly note: DeliveryNote;
  readonly receiver: LinkTrace;
  /** 0 if it is not known. */
  readonly message: number;
  /** 0 if it does not go out, or at QoS 0. */
  readonly packetId: number;
}

/** Makes deliveries of what the embedded broker noted of the copies of its messages. */
export class NotedCopies {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** One more is noted. */
  take(copy: NotedCopy): void {
    const { event } = copy.note;
    if (event === 'sent') this.#sent(copy);
    else if (event === 'queued') this.#queued(copy);
    else this.#ended(copy);
  }

  #sent(copy: NotedCopy): void {
    const { note, receiver, message, packetId } = copy;
    const { book, watchers } = this.#scene;
    const ids = packetId === 0 ? undefined : receiver.session.fromServer;
    const before = ids?.get(packetId);
    if (before !== undefined && note.dup && (before.message === message || before.isPartial)) {
      if (!book.step(before, 'publish again', copy)) return;
      book.tell(before);
      watchers.sentAgain(receiver, before, false);
      return;
    }
    // A fault touched it, so that the packet itself is on record, before its note.
    if (before?.message === 0 && !note.dup && before.link === receiver.number) {
      before.message = message;
      book.attach(before, copy);
      book.tell(before);
      return;
    }
    if (before !== undefined) book.abandon(before, 'id taken', 'Its packet identifier was used again.');
    const exchange = this.#goesOut(copy, ids);
    book.tell(exchange);
    if (note.dup) watchers.sentAgain(receiver, exchange, false);
    if (note.retain) watchers.retained(receiver, exchange);
  }

  /** The delivery that goes on with the copy: one that waited, or a new one. */
  #goesOut(copy: NotedCopy, ids: OpenExchange['ids']): OpenExchange {
    const { note, receiver, message, packetId } = copy;
    const { book } = this.#scene;
    const event = note.qos === 0 ? 'publish 0' : note.qos === 1 ? 'publish 1' : 'publish 2';
    const waiting = receiver.session.waiting.get(message);
    if (waiting !== undefined && book.step(waiting, event, copy)) {
      waiting.packetId = packetId;
      waiting.detail = '';
      book.place(waiting, ids, packetId);
      return waiting;
    }
    const exchange = this.#begin(copy, event, ids);
    if (note.dup) exchange.resends = 1;
    return exchange;
  }

  #queued(copy: NotedCopy): void {
    const { note, receiver, message } = copy;
    const { waiting } = receiver.session;
    if (message === 0 || waiting.has(message)) return;
    const exchange = this.#begin(copy, 'queued', waiting);
    exchange.detail = queuedWords[note.reason] ?? '';
    this.#scene.book.tell(exchange);
  }

  #ended(copy: NotedCopy): void {
    const { note, receiver, message } = copy;
    const on = endings.get(note.event);
    if (on === undefined) return;
    const { book } = this.#scene;
    const going = receiver.session.waiting.get(message) ?? inFlight(receiver, message);
    const detail = note.event === 'dropped' ? `Dropped: ${note.reason}.` : (endingWords[note.event] ?? '');
    if (going === undefined) {
      // The end of its session has ended it before: another goes on with it all the same.
      if (on === 'handed-over') {
        this.#scene.journeys.oneLess(message, true);
        return;
      }
      const exchange = this.#begin(copy, on, undefined);
      exchange.detail = detail;
      book.tell(exchange);
      return;
    }
    if (!book.step(going, on, copy)) return;
    going.detail = detail;
    book.tell(going);
    if (on === 'handed-over') this.#scene.journeys.oneLess(message, true);
  }

  #begin(copy: NotedCopy, on: Event, ids: OpenExchange['ids']): OpenExchange {
    const { sequence, time, note, receiver, message, packetId } = copy;
    const beginning: Beginning = {
      id: sequence,
      kind: 'delivery',
      direction: 'sent',
      time,
      message,
      packetId,
      qos: note.qos,
      version: receiver.version,
      link: receiver.number,
      client: receiver.session.client,
      topic: this.#scene.messageTopics.find(message),
      isPartial: false,
      facts: receiver.facts,
    };
    return this.#scene.book.begin(beginning, on, ids, on === 'queued' ? message : packetId);
  }
}

function inFlight(link: LinkTrace, message: number): OpenExchange | undefined {
  for (const exchange of link.session.fromServer.values()) if (exchange.message === message) return exchange;
  return undefined;
}
