import type { WrittenSegment } from '../network/write-tcp.ts';
import { tcpFlags, writeTcp } from '../network/write-tcp.ts';
import { advance } from '../reassembly/sequence-number.ts';
import type { LinkEndpoints } from './link-endpoints.ts';
import { serverPort } from './link-endpoints.ts';
import { packetBlock } from './pcapng-blocks.ts';

type End = 'client' | 'server';

interface Sent {
  next: number;
  /** Bytes that the other end has not confirmed. */
  unconfirmed: number;
}

/** Bytes of data of a segment: what Ethernet carries. */
const segmentBytes = { ipv4: 1_460, ipv6: 1_440 } as const;
/** So many bytes are confirmed by a packet of its own, which keeps all within the window. */
const confirmedBytes = 32_768;
const noBytes = new Uint8Array(0);

/** One link as a TCP connection: its handshake, its data in segments with right numbers, its end. */
export class LinkWriter {
  readonly #endpoints: LinkEndpoints;
  readonly #sent: Readonly<Record<End, Sent>>;
  readonly #segmentBytes: number;
  #stage: 'new' | 'asked' | 'open' | 'ended' = 'new';

  /** `start` is the first sequence number of the client. */
  constructor(endpoints: LinkEndpoints, start: number) {
    this.#endpoints = endpoints;
    this.#segmentBytes = endpoints.client.byteLength === 4 ? segmentBytes.ipv4 : segmentBytes.ipv6;
    this.#sent = {
      client: { next: start, unconfirmed: 0 },
      server: { next: advance(start, 0x4000_0000), unconfirmed: 0 },
    };
  }

  /** SYN alone: whether the other end answers is not known yet. */
  ask(time: number, comments: readonly string[]): Uint8Array[] {
    if (this.#stage !== 'new') return [];
    this.#stage = 'asked';
    const options = this.#maximumSize();
    return [this.#numbered('client', tcpFlags.syn, time, { options, comments, isFirst: true })];
  }

  /** What of the handshake is still to come. */
  open(time: number, comments: readonly string[]): Uint8Array[] {
    if (this.#stage === 'open' || this.#stage === 'ended') return [];
    const asked = this.ask(time, comments);
    this.#stage = 'open';
    const options = this.#maximumSize();
    const flags = tcpFlags.syn + tcpFlags.acknowledgement;
    return [...asked, this.#numbered('server', flags, time, { options }), this.#confirm('client', time)];
  }

  data(from: End, bytes: Uint8Array, time: number, comments: readonly string[]): Uint8Array[] {
    const blocks: Uint8Array[] = [];
    for (let at = 0; at < bytes.byteLength; at += this.#segmentBytes) {
      const data = bytes.subarray(at, at + this.#segmentBytes);
      const isLast = at + data.byteLength === bytes.byteLength;
      const flags = tcpFlags.acknowledgement + (isLast ? tcpFlags.push : 0);
      // Wireshark shows a packet where its last byte is.
      blocks.push(this.#block(from, flags, time, { data, comments: isLast ? comments : [] }));
      this.#sent[from].next = advance(this.#sent[from].next, data.byteLength);
      this.#sent[from].unconfirmed += data.byteLength;
      if (this.#sent[from].unconfirmed >= confirmedBytes) blocks.push(this.#confirm(otherOf(from), time));
    }
    return blocks;
  }

  /** Both ends say FIN, this one first. */
  finish(from: End, time: number, comments: readonly string[]): Uint8Array[] {
    if (this.#stage !== 'open') return this.reset(from, time, comments);
    this.#stage = 'ended';
    const flags = tcpFlags.fin + tcpFlags.acknowledgement;
    const other = otherOf(from);
    return [
      this.#numbered(from, flags, time, { comments }),
      this.#numbered(other, flags, time, {}),
      this.#confirm(from, time),
    ];
  }

  reset(from: End, time: number, comments: readonly string[]): Uint8Array[] {
    if (this.#stage === 'ended' || this.#stage === 'new') return [];
    this.#stage = 'ended';
    return [this.#block(from, tcpFlags.reset + tcpFlags.acknowledgement, time, { comments })];
  }

  #confirm(from: End, time: number): Uint8Array {
    return this.#block(from, tcpFlags.acknowledgement, time, {});
  }

  /** SYN and FIN take a number of their own (RFC 9293, 3.4). */
  #numbered(from: End, flags: number, time: number, parts: Parts): Uint8Array {
    const written = this.#block(from, flags, time, parts);
    this.#sent[from].next = advance(this.#sent[from].next, 1);
    return written;
  }

  #block(from: End, flags: number, time: number, parts: Parts): Uint8Array {
    const { data = noBytes, options = noBytes, comments = [], isFirst = false } = parts;
    const { client, server, clientPort } = this.#endpoints;
    const ways = from === 'client' ? { from: client, to: server } : { from: server, to: client };
    const other = this.#sent[otherOf(from)];
    const segment: WrittenSegment = {
      source: ways.from,
      destination: ways.to,
      sourcePort: from === 'client' ? clientPort : serverPort,
      destinationPort: from === 'client' ? serverPort : clientPort,
      sequence: this.#sent[from].next,
      acknowledgement: isFirst ? 0 : other.next,
      flags,
      options,
      data,
    };
    other.unconfirmed = 0;
    return packetBlock(time, writeTcp(segment), comments);
  }

  /** The option that says how long segments may be (RFC 9293, 3.7.1). */
  #maximumSize(): Uint8Array {
    return Uint8Array.of(2, 4, this.#segmentBytes >> 8, this.#segmentBytes & 0xff);
  }
}

interface Parts {
  readonly data?: Uint8Array;
  readonly options?: Uint8Array;
  readonly comments?: readonly string[];
  readonly isFirst?: boolean;
}

function otherOf(end: End): End {
  return end === 'client' ? 'server' : 'client';
}
