import type { ByteWriter } from './byte-writer.ts';
import { changeCodes } from './change-codes.ts';
import type {
  Changes,
  StoredCopy,
  StoredMessage,
  StoredSession,
  StoredSubscription,
  StoredWill,
} from './changes.ts';

/** Stands for what is not there, among numbers that are never negative. */
const absent = -1;

/** Writes changes down as bytes, in the order in which they are told. */
export class ChangeWriter implements Changes {
  readonly #out: ByteWriter;

  constructor(out: ByteWriter) {
    this.#out = out;
  }

  message(id: number, message: StoredMessage): void {
    const out = this.#begin(changeCodes.message, id);
    out.byte((message.isRetained ? 1 : 0) | (message.publisher === undefined ? 0 : 2));
    out.number(message.arrived);
    out.number(message.expires);
    out.text(message.publisher ?? '');
    out.number(message.sequence);
    out.bytes(message.head);
    out.bytes(message.payload);
  }

  retained(id: number, isRetained: boolean): void {
    this.#begin(changeCodes.retained, id).byte(isRetained ? 1 : 0);
  }

  messageGone(id: number): void {
    this.#begin(changeCodes.messageGone, id);
  }

  session(id: number, session: StoredSession): void {
    const out = this.#begin(changeCodes.session, id);
    out.text(session.clientId);
    out.byte(session.version);
    out.uint32(session.expiry);
    out.number(session.asleepSince ?? absent);
    out.text(session.identity);
  }

  sessionGone(id: number): void {
    this.#begin(changeCodes.sessionGone, id);
  }

  subscription(session: number, { filter, options, identifier }: StoredSubscription): void {
    const out = this.#begin(changeCodes.subscription, session);
    out.text(filter);
    out.byte(options);
    out.uint32(identifier);
  }

  subscriptionGone(session: number, filter: string): void {
    this.#begin(changeCodes.subscriptionGone, session).text(filter);
  }

  receiving(session: number, packetId: number): void {
    this.#begin(changeCodes.receiving, session).uint32(packetId);
  }

  receivingGone(session: number, packetId: number): void {
    this.#begin(changeCodes.receivingGone, session).uint32(packetId);
  }

  inFlight(session: number, packetId: number, place: number, copy: StoredCopy | undefined): void {
    const out = this.#begin(changeCodes.inFlight, session);
    out.uint32(packetId);
    out.number(place);
    out.byte(copy === undefined ? 0 : 1);
    if (copy !== undefined) this.#copy(copy);
  }

  inFlightGone(session: number, packetId: number): void {
    this.#begin(changeCodes.inFlightGone, session).uint32(packetId);
  }

  queued(session: number, place: number, copy: StoredCopy): void {
    this.#begin(changeCodes.queued, session).number(place);
    this.#copy(copy);
  }

  queueKept(session: number, from: number, to: number): void {
    const out = this.#begin(changeCodes.queueKept, session);
    out.number(from);
    out.number(to);
  }

  will(clientId: string, will: StoredWill): void {
    this.#out.byte(changeCodes.will);
    this.#out.text(clientId);
    this.#out.byte(will.version);
    this.#out.number(will.due ?? absent);
    this.#out.uint32(will.delay);
    this.#out.text(will.identity);
    this.#out.bytes(will.head);
    this.#out.bytes(will.payload);
  }

  willGone(clientId: string): void {
    this.#out.byte(changeCodes.willGone);
    this.#out.text(clientId);
  }

  #begin(code: number, id: number): ByteWriter {
    this.#out.byte(code);
    this.#out.number(id);
    return this.#out;
  }

  #copy({ message, flags, identifiers, share }: StoredCopy): void {
    this.#out.number(message);
    this.#out.byte(flags);
    this.#out.uint32(identifiers.length);
    for (const identifier of identifiers) this.#out.uint32(identifier);
    this.#out.text(share);
  }
}
