import { endpointText } from '../network/address-text.ts';
import type { TcpSegment } from '../network/tcp-segment.ts';
import type { StreamSink, WaitingBudget } from '../reassembly/half-stream.ts';
import { HalfStream } from '../reassembly/half-stream.ts';
import { advance } from '../reassembly/sequence-number.ts';
import { Conversation } from './conversation.ts';
import type { OtherContent } from './first-bytes.ts';
import { beginsWithConnect, otherContent } from './first-bytes.ts';
import type { End } from './frame-head.ts';
import type { ImportSink } from './import-sink.ts';
import type { Pending } from './pending.ts';
import type { SearchWork } from './search-work.ts';

/** The two ends: `a` is the one that sent the first packet that was seen. */
type Side = 'a' | 'b';

interface TcpConnectionOptions {
  readonly sink: ImportSink;
  readonly waiting: WaitingBudget;
  readonly frames: WaitingBudget;
  readonly search: SearchWork;
  /** Takes what is in order. */
  readonly pending: Pending;
  /** Whether brokers listen on that port, so that what goes there is MQTT without further proof. */
  readonly isBrokerPort: (port: number) => boolean;
  /** Whether CONNECT on another port is proof as well. */
  readonly mayGuess: boolean;
}

/** What it turned out to carry. */
type Content =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'other'; readonly what: OtherContent }
  | { readonly kind: 'mqtt'; readonly client: Side; readonly conversation: Conversation };

interface SideState {
  readonly half: HalfStream;
  readonly endpoint: string;
  readonly port: number;
  hasStart: boolean;
  /** The sequence number of its FIN, once that was seen. */
  finishedAt: number | undefined;
  /** The first bytes, as long as they do not tell enough. */
  first: Uint8Array;
}

/** A TCP connection of a capture: decides whether it carries MQTT and who is the client, and puts its bytes in order. */
export class TcpConnection {
  readonly #options: TcpConnectionOptions;
  readonly #sides: Readonly<Record<Side, SideState>>;
  readonly #since: number;
  #content: Content = { kind: 'unknown' };
  #firstToFinish: Side | undefined;
  #isEnded = false;
  /** The data at hand was made up. */
  #isRebuilt = false;
  /** That of the segment at hand. */
  #acknowledgement: number | undefined;
  #synSequence: number | undefined;
  #lastTime: number;

  constructor(options: TcpConnectionOptions, first: TcpSegment, time: number) {
    this.#options = options;
    this.#since = time;
    this.#lastTime = time;
    this.#sides = {
      a: this.#side('a', first.source, first.sourcePort),
      b: this.#side('b', first.destination, first.destinationPort),
    };
  }

  #side(side: Side, address: Uint8Array, port: number): SideState {
    const sink: StreamSink = {
      data: (bytes, time) => this.#data(side, bytes, time),
      missing: (bytes, time) => this.#missing(side, bytes, time),
    };
    return {
      half: new HalfStream(sink, this.#options.waiting),
      endpoint: endpointText(address, port),
      port,
      hasStart: false,
      finishedAt: undefined,
      first: new Uint8Array(0),
    };
  }

  get isMqtt(): boolean {
    return this.#content.kind === 'mqtt';
  }

  /** What it carried that is not MQTT, or not known to be; undefined if it carried MQTT, or nothing so far. */
  get other(): OtherContent | undefined {
    return this.#content.kind === 'other' ? this.#content.what : undefined;
  }

  /** Whether the segment begins another connection between the same two ports. */
  isBegunAnewBy({ isSyn, acknowledgement, sequence }: TcpSegment, isFromA: boolean): boolean {
    if (!isSyn || acknowledgement !== undefined) return false;
    if (this.#isEnded) return true;
    if (this.#synSequence !== undefined) return this.#synSequence !== sequence;
    // What it was sent before may stand before it in the capture.
    return !this.#sides[isFromA ? 'a' : 'b'].half.beginsAt(advance(sequence, 1));
  }

  /** `isFromA`: sent by the end that sent the first. `isRebuilt`: what it carries was made up. */
  take(segment: TcpSegment, isFromA: boolean, time: number, isRebuilt: boolean): void {
    this.#lastTime = time;
    if (this.#isEnded || this.#content.kind === 'other') return;
    const [from, to]: readonly [Side, Side] = isFromA ? ['a', 'b'] : ['b', 'a'];
    const side = this.#sides[from];
    if (segment.isSyn) this.#begin(from, to, segment);
    // SYN takes a number of its own (RFC 9293, 3.4).
    const first = segment.isSyn ? segment.sequence + 1 : segment.sequence;
    this.#isRebuilt = isRebuilt;
    this.#acknowledgement = segment.acknowledgement;
    side.half.segment(first >>> 0, segment.data, segment.length, time);
    this.#isRebuilt = false;
    if (segment.acknowledgement !== undefined) this.#sides[to].half.confirmed(segment.acknowledgement);
    if (segment.isReset) this.#end(`The ${this.#nameOf(from)} reset the connection.`);
    else if (segment.isFin) this.#finish(from, segment);
    if (this.#isDone()) this.#end(this.#whyFinished());
  }

  /** Nothing more comes, because the capture ends here or because too many connections are followed. */
  leave(): void {
    this.#end(this.#whyFinished());
  }

  #begin(from: Side, to: Side, { sequence, acknowledgement }: TcpSegment): void {
    this.#synSequence = acknowledgement === undefined ? sequence : (acknowledgement - 1) >>> 0;
    this.#beginSide(from, sequence);
    // The answer to a SYN tells its number too, in case the capture lacks it.
    if (acknowledgement !== undefined) this.#beginSide(to, (acknowledgement - 1) >>> 0);
  }

  #beginSide(side: Side, sequence: number): void {
    this.#sides[side].hasStart = this.#sides[side].half.begin(sequence) || this.#sides[side].hasStart;
  }

  #finish(from: Side, { sequence, length }: TcpSegment): void {
    this.#firstToFinish ??= from;
    this.#sides[from].finishedAt ??= advance(sequence, length);
  }

  /** Both ends have sent FIN, and all that they sent before it is there. */
  #isDone(): boolean {
    return [this.#sides.a, this.#sides.b].every(
      ({ half, finishedAt }) => finishedAt !== undefined && half.isAt(finishedAt),
    );
  }

  #whyFinished(): string | undefined {
    const { a, b } = this.#sides;
    if (this.#firstToFinish === undefined || a.finishedAt === undefined || b.finishedAt === undefined) {
      return undefined;
    }
    return `The ${this.#nameOf(this.#firstToFinish)} closed the connection.`;
  }

  #end(why: string | undefined): void {
    if (this.#isEnded) return;
    this.#sides.a.half.finish();
    this.#sides.b.half.finish();
    if (this.#content.kind === 'mqtt') this.#content.conversation.close(why, this.#lastTime);
    this.#isEnded = true;
  }

  #nameOf(side: Side): End {
    return this.#content.kind === 'mqtt' && this.#content.client === side ? 'client' : 'server';
  }

  #data(side: Side, bytes: Uint8Array, time: number): void {
    if (this.#content.kind === 'unknown') this.#decide(side, bytes);
    const stream = this.#stream(side, this.#isRebuilt);
    this.#isRebuilt = false;
    if (stream === undefined) return;
    this.#giveFirst(side, stream, time);
    stream.data(bytes, time);
  }

  #missing(side: Side, bytes: number, time: number): void {
    if (this.#content.kind === 'unknown') this.#decideWithout();
    const stream = this.#stream(side);
    if (stream === undefined) return;
    this.#giveFirst(side, stream, time);
    stream.missing(bytes, time);
  }

  #giveFirst(side: Side, stream: StreamSink, time: number): void {
    const { first } = this.#sides[side];
    if (first.byteLength === 0) return;
    this.#sides[side].first = new Uint8Array(0);
    stream.data(first, time);
  }

  #stream(side: Side, isRebuilt = false): StreamSink | undefined {
    if (this.#content.kind !== 'mqtt') return undefined;
    const end = this.#content.client === side ? 'client' : 'server';
    return this.#content.conversation.stream(end, isRebuilt);
  }

  #decide(side: Side, bytes: Uint8Array): void {
    const state = this.#sides[side];
    const known = Buffer.concat([state.first, bytes]);
    const isConnect = beginsWithConnect(known);
    const server = this.#serverByPort();
    if (isConnect === true && (server !== undefined || this.#options.mayGuess)) {
      this.#beginWithConnect(side);
      this.#isMqttOf(side);
    } else if (server !== undefined && server === side) this.#isMqttOf(otherOf(side));
    else if (server !== undefined && !state.hasStart) this.#isMqttOf(otherOf(server));
    else if (isConnect === undefined) state.first = known;
    else this.#isSomethingElse(otherContent(known));
  }

  /** Nothing comes before CONNECT: without the SYNs as well both streams begin here, the server's where it is acknowledged. */
  #beginWithConnect(client: Side): void {
    this.#sides[client].hasStart = true;
    if (this.#acknowledgement !== undefined)
      this.#beginSide(otherOf(client), (this.#acknowledgement - 1) >>> 0);
  }

  /** The capture lacks what would tell: only the port does. */
  #decideWithout(): void {
    const server = this.#serverByPort();
    if (server === undefined) this.#isSomethingElse('cut');
    else this.#isMqttOf(otherOf(server));
  }

  #isSomethingElse(what: OtherContent): void {
    this.#content = { kind: 'other', what };
    this.#sides.a.half.drop();
    this.#sides.b.half.drop();
  }

  #serverByPort(): Side | undefined {
    if (this.#options.isBrokerPort(this.#sides.b.port)) return 'b';
    return this.#options.isBrokerPort(this.#sides.a.port) ? 'a' : undefined;
  }

  #isMqttOf(client: Side): void {
    const sideOf = (end: End) => this.#sides[end === 'client' ? client : otherOf(client)];
    const conversation = new Conversation({
      sink: this.#options.sink,
      budget: this.#options.frames,
      search: this.#options.search,
      pending: this.#options.pending,
      address: `${sideOf('client').endpoint} → ${sideOf('server').endpoint}`,
      since: this.#since,
      hasStart: (end) => sideOf(end).hasStart,
    });
    this.#content = { kind: 'mqtt', client, conversation };
  }
}

function otherOf(side: Side): Side {
  return side === 'a' ? 'b' : 'a';
}
