import { decode } from '../../../app/mqtt/decode.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { LinkId } from '../../capture/observer.ts';
import type { StreamSink, WaitingBudget } from '../reassembly/half-stream.ts';
import { isGood } from './frame-boundary.ts';
import type { End } from './frame-head.ts';
import type { FrameSink } from './frame-stream.ts';
import { FrameStream } from './frame-stream.ts';
import type { ImportSink } from './import-sink.ts';
import type { Pending } from './pending.ts';
import type { SearchWork } from './search-work.ts';

interface ConversationOptions {
  readonly sink: ImportSink;
  readonly budget: WaitingBudget;
  readonly search: SearchWork;
  readonly pending: Pending;
  /** `10.0.7.21:50412 → 10.0.0.1:1883` */
  readonly address: string;
  /** When the first packet of the connection was seen. */
  readonly since: number;
  /** Whether the capture has the beginning of what that end sent. */
  readonly hasStart: (end: End) => boolean;
}

/** One MQTT connection of a capture: its two directions, made into a link with its packets. */
export class Conversation implements FrameSink {
  readonly #options: ConversationOptions;
  readonly #streams: Readonly<Record<End, FrameStream>>;
  #link: LinkId | undefined;
  /** Undefined until something told of it; as long as it is not sure the likeliest is taken. */
  #version: ProtocolVersion | undefined;
  #isVersionSure = false;
  #isIdentified = false;
  /** The bytes at hand were made up: they say the version and whose connection it is. */
  #isRebuilt = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
    const stream = (end: End) =>
      new FrameStream(end, options.hasStart(end), this, options.budget, options.search);
    this.#streams = { client: stream('client'), server: stream('server') };
  }

  /** What is in order goes there; it is looked at when its turn comes. Packets that were made up are no packets of it. */
  stream(end: End, isRebuilt = false): StreamSink {
    const stream = this.#streams[end];
    const { pending } = this.#options;
    return {
      data: (bytes, time) =>
        pending.addBytes(bytes, (kept) => {
          this.#isRebuilt = isRebuilt;
          stream.data(kept, time);
          this.#isRebuilt = false;
        }),
      missing: (bytes, time) => pending.add(() => stream.missing(bytes, time)),
    };
  }

  frame(from: End, frame: Uint8Array, time: number): void {
    const version = this.#versionFor(from, frame);
    const link = this.#linkAt(time);
    const direction = from === 'client' ? 'received' : 'sent';
    if (!this.#isRebuilt) this.#options.sink.packet(link, direction, version, frame, time);
    if (!this.#isIdentified) this.#identify(link, from, frame, version);
  }

  missing(from: End, bytes: number, time: number): void {
    if (this.#link !== undefined) this.#options.sink.missing(this.#link, from, bytes, time);
  }

  unread(bytes: number): void {
    this.#options.sink.unread(bytes);
  }

  versions(): readonly ProtocolVersion[] {
    if (this.#version === undefined) return [5, 4];
    return this.#isVersionSure || this.#version === 4 ? [this.#version] : [5, 4];
  }

  speaks(version: ProtocolVersion): void {
    this.#version ??= version;
  }

  /** The connection ended, with why in one sentence; undefined where only the capture did. */
  close(why: string | undefined, time: number): void {
    this.#options.pending.add(() => this.#close(why, time));
  }

  #close(why: string | undefined, time: number): void {
    this.#streams.client.finish();
    this.#streams.server.finish();
    if (this.#link === undefined) return;
    if (why === undefined) this.#options.sink.linkLeft(this.#link, time);
    else this.#options.sink.linkClosed(this.#link, why, time);
    this.#link = undefined;
  }

  #linkAt(time: number): LinkId {
    const { sink, address, since, hasStart } = this.#options;
    this.#link ??= sink.linkOpened({ address, transport: 'tcp' }, hasStart('client') ? since : time);
    return this.#link;
  }

  /**
   * CONNECT says the version. Without it 5.0 is taken first: what is right in 3.1.1 is hardly ever right in 5.0, which has
   * properties where 3.1.1 has the payload; the other way round it often is.
   */
  #versionFor(from: End, frame: Uint8Array): ProtocolVersion {
    const known = this.#version ?? 5;
    if (this.#isVersionSure) return known;
    if ((frame[0] ?? 0) >> 4 === 1) return this.#connects(read(frame, known, from));
    if (known === 5 && !isGood(frame, 5, from) && isGood(frame, 4, from)) return this.#surely(4);
    return known;
  }

  #connects(packet: Packet | undefined): ProtocolVersion {
    return this.#surely(packet?.type === 'connect' ? packet.protocolVersion : 4);
  }

  #surely(version: ProtocolVersion): ProtocolVersion {
    this.#version = version;
    this.#isVersionSure = true;
    return version;
  }

  /** A client without an identifier of its own has the one that CONNACK assigns (clause 3.2.2.3.7). */
  #identify(link: LinkId, from: End, frame: Uint8Array, version: ProtocolVersion): void {
    const type = (frame[0] ?? 0) >> 4;
    if (type !== 1 && type !== 2) return;
    const packet = read(frame, version, from);
    const clientId = packet === undefined ? '' : clientIdOf(packet);
    if (clientId !== '') this.#options.sink.linkIdentified(link, clientId, version);
    this.#isIdentified = clientId !== '' || type === 2;
  }
}

function clientIdOf(packet: Packet): string {
  if (packet.type === 'connect') return packet.clientId;
  return packet.type === 'connack' ? (packet.properties.assignedClientIdentifier ?? '') : '';
}

/** Undefined where it is malformed. */
function read(frame: Uint8Array, version: ProtocolVersion, from: End): Packet | undefined {
  try {
    return decode(frame, version, from);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
