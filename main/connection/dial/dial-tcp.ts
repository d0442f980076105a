import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Reached, StepFailure } from './failure.ts';
import { notReached, reached, stopped } from './failure.ts';
import { untilEvent } from './until.ts';

/** For all addresses of a host together. */
const connectMs = 12_000;
const leastConnectMs = 3_000;

/** A failure of the network before TCP: the address itself cannot be reached from here. */
interface TcpFailure extends StepFailure {
  readonly step: 'address' | 'tcp';
}

interface TcpTarget {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly noDelay: boolean;
}

interface OpenTcp {
  readonly socket: Socket;
  /** Which address answered, and what the others did. */
  readonly detail: string;
}

/** Tries one address after the other until one accepts. */
export async function dialTcp(
  target: TcpTarget,
  signal: AbortSignal,
): Promise<Reached<OpenTcp> | { readonly ok: false; readonly failure: TcpFailure }> {
  const ms = Math.max(leastConnectMs, connectMs / target.addresses.length);
  const tried: string[] = [];
  let lastCode = '';
  for (const address of target.addresses) {
    const socket = connect({ host: address, port: target.port, noDelay: target.noDelay });
    const waited = await untilEvent(socket, 'connect', { ms, signal });
    if (waited === undefined) {
      const answered = `${display(address, target.port)} accepted`;
      return reached({ socket, detail: [...tried, answered].join('; ') });
    }
    socket.destroy();
    if (waited.code === 'STOPPED') return notReached(stopped);
    tried.push(`${display(address, target.port)}: ${words(waited.code)}`);
    lastCode = waited.code;
  }
  return { ok: false, failure: tcpFailure(tried.join('; '), lastCode, target.port) };
}

function tcpFailure(detail: string, code: string, port: number): TcpFailure {
  return {
    step: unreachable.has(code) ? 'address' : 'tcp',
    detail,
    advice: advice(code, port),
    lasting: false,
  };
}

const unreachable = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'ENETDOWN', 'EHOSTDOWN']);

function words(code: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused, nothing listens there';
    case 'TIMEOUT':
    case 'ETIMEDOUT':
      return 'no answer in time';
    case 'ECONNRESET':
      return 'the connection was reset';
    case 'EACCES':
    case 'EPERM':
      return 'this system does not allow it';
    default:
      return unreachable.has(code) ? `no way there from this machine (${code})` : code;
  }
}

function advice(code: string, port: number): string {
  switch (code) {
    case 'ECONNREFUSED':
      return `Check that the broker is running and that it listens on port ${port}: 1883 is usual for TCP, 8883 for TLS.`;
    case 'TIMEOUT':
    case 'ETIMEDOUT':
      return `Check host and port ${port}; a firewall that drops packets looks like this.`;
    default:
      return unreachable.has(code)
        ? 'Check the address and that this machine is on a network that leads there.'
        : 'Check host, port and what stands between this machine and the broker.';
  }
}

function display(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
