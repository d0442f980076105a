import { sessionLost } from '../../app/contract/areas/trace/states.ts';
import type { Book } from './book.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Moment } from './moment.ts';
import type { OpenExchange } from './open-exchange.ts';
import { queuedWords } from './queued-words.ts';
import type { SessionTrace } from './session-trace.ts';

/** Why the exchanges of a session are abandoned. */
const lostWith = {
  connection: `${sessionLost}it ended with its connection.`,
  cleanStart: `${sessionLost}the client asked for a new one.`,
  notPresent: `${sessionLost}the server did not have it any more.`,
  startedAnew: `${sessionLost}the server was started anew and did not have it any more.`,
  over: `${sessionLost}it has ended.`,
  time: `${sessionLost}its Session Expiry Interval has passed.`,
} as const;

/** The sessions by client identifier, those without a connection bounded in number. */
export class Sessions {
  readonly #book: Book;
  readonly #mostAway: number;
  readonly #byClient = new Map<string, SessionTrace>();
  /** Those without a connection, the one away longest first. */
  readonly #away = new Set<SessionTrace>();
  #letGo = 0;

  constructor(book: Book, mostAway: number) {
    this.#book = book;
    this.#mostAway = mostAway;
  }

  get letGo(): number {
    return this.#letGo;
  }

  all(): Iterable<SessionTrace> {
    return this.#byClient.values();
  }

  find(client: string): SessionTrace | undefined {
    return client === '' ? undefined : this.#byClient.get(client);
  }

  /** Takes up a session that goes on, whoever had it before. */
  put(session: SessionTrace): void {
    if (session.client === '') return;
    this.#byClient.set(session.client, session);
    if (session.link === undefined) this.#leave(session);
  }

  /** CONNACK said yes: the link goes on with the session that is there, or with a new one. */
  accepted(link: LinkTrace, isPresent: boolean | undefined, moment: Moment): void {
    const asked = link.session;
    const old = this.find(asked.client);
    const goesOn = isPresent ?? (!link.isCleanStart && old !== undefined);
    link.isResumed = goesOn;
    if (old === undefined || !goesOn) {
      if (old !== undefined) this.#end(old, whyNotResumed(link, old), moment);
      asked.isWhole = !goesOn;
      asked.link = link;
      this.put(asked);
      return;
    }
    this.#away.delete(old);
    this.#move(asked, old);
    this.#isBack(old);
    old.expiry = asked.expiry;
    old.link = link;
    old.isOfEarlierRun = false;
    link.session = old;
  }

  /** The network connection has ended: what was in flight waits for the next one, or ends with the session. */
  lost(link: LinkTrace, moment: Moment): void {
    const { session } = link;
    if (session.link !== undefined && session.link !== link) return;
    session.link = undefined;
    session.awaySince = moment.time;
    if (session.expiry === 0 || !link.isUp || session.client === '') {
      this.#end(session, lostWith.connection, moment);
      return;
    }
    for (const exchange of inFlight(session)) {
      exchange.isAway = true;
      // What was held back did not go out, and will not.
      if (exchange.outcome === 'held') exchange.outcome = 'in-flight';
      else if (exchange.outcome === 'queued') exchange.detail = queuedWords.away ?? '';
      this.#book.tell(exchange);
    }
    this.put(session);
  }

  /** The broker says that the session has ended. */
  over(session: SessionTrace, moment: Moment): void {
    this.#end(session, lostWith.over, moment);
  }

  /** All that is in flight may have been answered without being seen. */
  doubtAll(): void {
    for (const session of this.#byClient.values()) session.isWhole = false;
  }

  /** The server, which is the app itself, was started anew. */
  serverBegan(): void {
    for (const session of this.#byClient.values()) session.isOfEarlierRun = true;
  }

  /** Ends the sessions that have been away for as long as they live. */
  expire(moment: Moment): void {
    for (const session of this.#away) {
      if (session.awaySince + session.expiry * 1e6 < moment.time) this.#end(session, lostWith.time, moment);
    }
  }

  #leave(session: SessionTrace): void {
    this.#away.delete(session);
    this.#away.add(session);
    for (const oldest of this.#away) {
      if (this.#away.size <= this.#mostAway) break;
      this.#away.delete(oldest);
      if (this.#byClient.get(oldest.client) === oldest) this.#byClient.delete(oldest.client);
      this.#letGo += 1;
    }
  }

  #end(session: SessionTrace, why: string, { time }: Moment): void {
    this.#away.delete(session);
    if (this.#byClient.get(session.client) === session) this.#byClient.delete(session.client);
    for (const exchange of [...inFlight(session)]) {
      exchange.lastTime = time;
      this.#book.abandon(exchange, 'session lost', why);
    }
  }

  /** What waited because its client was away does so no more for that reason. */
  #isBack({ waiting }: SessionTrace): void {
    for (const exchange of waiting.values()) {
      exchange.detail = '';
      this.#book.tell(exchange);
    }
  }

  /** What the client sent without waiting for CONNACK belongs to the session that it got. */
  #move(from: SessionTrace, to: SessionTrace): void {
    for (const exchange of [...from.fromClient.values()]) {
      const before = to.fromClient.get(exchange.packetId);
      if (before !== undefined)
        this.#book.abandon(before, 'id taken', 'Its packet identifier was used again.');
      this.#book.place(exchange, to.fromClient, exchange.packetId);
    }
  }
}

function whyNotResumed({ isCleanStart }: LinkTrace, { isOfEarlierRun }: SessionTrace): string {
  if (isCleanStart) return lostWith.cleanStart;
  return isOfEarlierRun ? lostWith.startedAnew : lostWith.notPresent;
}

function* inFlight(session: SessionTrace): Iterable<OpenExchange> {
  yield* session.fromClient.values();
  yield* session.fromServer.values();
  yield* session.waiting.values();
}
