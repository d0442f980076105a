import { tcpFlags, writeTcp } from '../network/write-tcp.ts';

interface ScriptOptions {
  readonly clientPort?: number;
  readonly serverPort?: number;
  /** Number of each end's SYN. */
  readonly clientStart?: number;
  readonly serverStart?: number;
}

type End = 'client' | 'server';

const noBytes = new Uint8Array(0);
const addresses = { client: Uint8Array.of(10, 0, 7, 21), server: Uint8Array.of(10, 0, 0, 1) };

/** The IP packets of one TCP connection, made step by step. */
export class TcpScript {
  readonly #ports: Readonly<Record<End, number>>;
  readonly #starts: Readonly<Record<End, number>>;
  /** Bytes of the stream so far, SYN included. */
  readonly #sent: Record<End, number> = { client: 0, server: 0 };

  constructor(options: ScriptOptions = {}) {
    this.#ports = { client: options.clientPort ?? 50_412, server: options.serverPort ?? 1883 };
    this.#starts = { client: options.clientStart ?? 1_000, server: options.serverStart ?? 9_000 };
  }

  handshake(): Uint8Array[] {
    const syn = this.#packet('client', 0, tcpFlags.syn, noBytes);
    this.#sent.client = 1;
    const answer = this.#packet('server', 0, tcpFlags.syn + tcpFlags.acknowledgement, noBytes);
    this.#sent.server = 1;
    return [syn, answer, this.#packet('client', 1, tcpFlags.acknowledgement, noBytes)];
  }

  /** Data in segments of at most so many bytes. */
  send(from: End, data: Uint8Array, size = 1_460): Uint8Array[] {
    const packets: Uint8Array[] = [];
    for (let at = 0; at < data.byteLength; at += size) {
      const part = data.subarray(at, at + size);
      packets.push(this.#packet(from, this.#sent[from], tcpFlags.acknowledgement + tcpFlags.push, part));
      this.#sent[from] += part.byteLength;
    }
    return packets;
  }

  /** Part of what was sent, once more: `ago` bytes before the newest. */
  again(from: End, data: Uint8Array, ago: number): Uint8Array {
    return this.#packet(from, this.#sent[from] - ago, tcpFlags.acknowledgement, data);
  }

  confirm(from: End): Uint8Array {
    return this.#packet(from, this.#sent[from], tcpFlags.acknowledgement, noBytes);
  }

  close(from: End): Uint8Array[] {
    const other = from === 'client' ? 'server' : 'client';
    const ends: readonly End[] = [from, other];
    return ends.map((end) => {
      const packet = this.#packet(end, this.#sent[end], tcpFlags.fin + tcpFlags.acknowledgement, noBytes);
      this.#sent[end] += 1;
      return packet;
    });
  }

  reset(from: End): Uint8Array {
    return this.#packet(from, this.#sent[from], tcpFlags.reset, noBytes);
  }

  #packet(from: End, offset: number, flags: number, data: Uint8Array): Uint8Array {
    const to = from === 'client' ? 'server' : 'client';
    const isConfirming = (flags & tcpFlags.acknowledgement) !== 0;
    return writeTcp({
      source: addresses[from],
      destination: addresses[to],
      sourcePort: this.#ports[from],
      destinationPort: this.#ports[to],
      sequence: (this.#starts[from] + offset) >>> 0,
      acknowledgement: isConfirming ? (this.#starts[to] + this.#sent[to]) >>> 0 : 0,
      flags,
      options: noBytes,
      data,
    });
  }
}
