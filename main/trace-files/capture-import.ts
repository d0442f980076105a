import { CaptureReader } from './capture-file/capture-reader.ts';
import type { CapturedPacket } from './capture-file/captured-packet.ts';
import type { OtherContent } from './conversation/first-bytes.ts';
import type { ImportSink } from './conversation/import-sink.ts';
import { Pending } from './conversation/pending.ts';
import { SearchWork } from './conversation/search-work.ts';
import { TcpConnection } from './conversation/tcp-connection.ts';
import { allFrameBytes, allWaitingBytes, mostConnections } from './limits.ts';
import { readLink } from './network/link-layer.ts';
import type { PassedOver, TcpSegment } from './network/tcp-segment.ts';

/** What its reader knows of a capture. */
interface CaptureImportOptions {
  /** The only port that brokers listen on; without it 1883, and every port where a client sends CONNECT. */
  readonly port?: number | undefined;
}

/** What was found so far. */
export interface CaptureSummary {
  /** Packets of the network. */
  readonly captured: number;
  /** Of these, what was passed over, by why. */
  readonly passedOver: Readonly<Record<PassedOver, number>>;
  /** TCP connections that carried MQTT, and those that carried something else. */
  readonly connections: number;
  readonly otherConnections: number;
  /** What the others carried, as far as that is known. */
  readonly others: Readonly<Record<OtherContent, number>>;
  /** Segments of which the capture has only the beginning. */
  readonly shortened: number;
  /** MQTT control packets. */
  readonly packets: number;
  /** Bytes that the capture lacks, and those of MQTT connections that could not be read. */
  readonly missingBytes: number;
  readonly unreadBytes: number;
  /** When the first and the last packet of the network was captured, µs since 1970; undefined before the first. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

type Counts = { -readonly [Key in keyof CaptureSummary]: CaptureSummary[Key] };

/** The port that is registered for MQTT. */
const usualPort = 1883;

/**
 * Makes MQTT packets of a capture file: `push` takes its bytes as they come, `work` what they were found to carry. What it
 * holds is bounded, whatever the file says.
 */
export class CaptureImport {
  readonly #reader = new CaptureReader();
  readonly #connections = new Map<string, TcpConnection>();
  readonly #pending = new Pending();
  readonly #search = new SearchWork();
  readonly #options: ConstructorParameters<typeof TcpConnection>[0];
  readonly #passedOver: Record<PassedOver, number> = {
    fragment: 0,
    'not IP': 0,
    'not TCP': 0,
    'cut off': 0,
    unknown: 0,
  };
  readonly #counts: Omit<Counts, 'passedOver' | 'connections' | 'otherConnections' | 'others'> = {
    captured: 0,
    shortened: 0,
    packets: 0,
    missingBytes: 0,
    unreadBytes: 0,
    from: undefined,
    to: undefined,
  };
  /** Of connections that are not followed any more. */
  readonly #ended = { mqtt: 0, others: { tls: 0, webSocket: 0, cut: 0, unknown: 0 } };

  constructor(sink: ImportSink, { port }: CaptureImportOptions = {}) {
    this.#options = {
      sink: this.#counting(sink),
      waiting: { bytes: 0, most: allWaitingBytes },
      frames: { bytes: 0, most: allFrameBytes },
      search: this.#search,
      pending: this.#pending,
      isBrokerPort: (asked) => asked === (port ?? usualPort),
      mayGuess: port === undefined,
    };
  }

  /** Throws CaptureFileError where the file is wrong; what it had before that has been told, and `end` tells the rest. */
  push(chunk: Uint8Array): void {
    this.#reader.push(chunk, (packet) => this.#packet(packet));
  }

  /** Works off what was pushed, until it is enough; answers whether nothing is left. */
  work(isEnough: () => boolean = () => false): boolean {
    return this.#pending.run(isEnough);
  }

  /** Places and bytes that were looked at where the beginning of a packet was looked for. */
  get searched(): number {
    return this.#search.done;
  }

  /**
   * The file ends here, with the last work to do: answers how many bytes at its end are the beginning of something that is
   * not whole.
   */
  end(): number {
    for (const connection of this.#connections.values()) connection.leave();
    return this.#reader.rest;
  }

  /** Whether it is a capture file at all, as far as its first bytes tell. */
  get isRecognised(): boolean {
    return this.#reader.isRecognised;
  }

  summary(): CaptureSummary {
    const { mqtt, others: ended } = this.#ended;
    const others = { ...ended };
    let connections = mqtt;
    for (const { isMqtt, other } of this.#connections.values()) {
      if (isMqtt) connections += 1;
      if (other !== undefined) others[other] += 1;
    }
    return {
      ...this.#counts,
      passedOver: { ...this.#passedOver },
      connections,
      otherConnections: others.tls + others.webSocket + others.cut + others.unknown,
      others,
    };
  }

  #packet({ time, linkType, data, isRebuilt = false }: CapturedPacket): void {
    const counts = this.#counts;
    counts.captured += 1;
    counts.from = Math.min(counts.from ?? time, time);
    counts.to = Math.max(counts.to ?? time, time);
    const segment = readLink(linkType, data);
    if (typeof segment === 'string') this.#passedOver[segment] += 1;
    else this.#segment(segment, time, isRebuilt);
  }

  #segment(segment: TcpSegment, time: number, isRebuilt: boolean): void {
    if (segment.data.byteLength < segment.length) this.#counts.shortened += 1;
    const forth = keyOf(segment.source, segment.sourcePort, segment.destination, segment.destinationPort);
    const back = keyOf(segment.destination, segment.destinationPort, segment.source, segment.sourcePort);
    const isFromA = this.#connections.has(forth);
    const key = isFromA ? forth : back;
    const known = this.#connections.get(key);
    if (known !== undefined && !known.isBegunAnewBy(segment, isFromA)) {
      known.take(segment, isFromA, time, isRebuilt);
      return;
    }
    if (known !== undefined) this.#end(key, known);
    const begun = new TcpConnection(this.#options, segment, time);
    this.#makeRoom();
    this.#connections.set(forth, begun);
    begun.take(segment, true, time, isRebuilt);
  }

  /** The one that began first has most likely ended. */
  #makeRoom(): void {
    if (this.#connections.size < mostConnections) return;
    for (const [key, oldest] of this.#connections) {
      this.#end(key, oldest);
      return;
    }
  }

  #end(key: string, connection: TcpConnection): void {
    connection.leave();
    if (connection.isMqtt) this.#ended.mqtt += 1;
    if (connection.other !== undefined) this.#ended.others[connection.other] += 1;
    this.#connections.delete(key);
  }

  #counting(sink: ImportSink): ImportSink {
    return {
      linkOpened: (start, time) => sink.linkOpened(start, time),
      linkIdentified: (link, clientId, version) => sink.linkIdentified(link, clientId, version),
      linkClosed: (link, why, time) => sink.linkClosed(link, why, time),
      linkLeft: (link, time) => sink.linkLeft(link, time),
      packet: (link, direction, version, frame, time) => {
        this.#counts.packets += 1;
        return sink.packet(link, direction, version, frame, time);
      },
      missing: (link, from, bytes, time) => {
        this.#counts.missingBytes += bytes;
        sink.missing(link, from, bytes, time);
      },
      unread: (bytes) => {
        this.#counts.unreadBytes += bytes;
        sink.unread(bytes);
      },
    };
  }
}

/** One for each direction between two ports. */
function keyOf(from: Uint8Array, fromPort: number, to: Uint8Array, toPort: number): string {
  return `${String.fromCharCode(...from, fromPort)}${String.fromCharCode(...to, toPort)}`;
}
