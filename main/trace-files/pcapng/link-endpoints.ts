import type { Direction } from '../../../app/contract/areas/common.ts';
import { readEndpoint } from '../network/address-text.ts';

/** Where the two ends of a written connection are. */
export interface LinkEndpoints {
  readonly client: Uint8Array;
  readonly clientPort: number;
  readonly server: Uint8Array;
}

/** What Wireshark takes for MQTT without being told. */
export const serverPort = 1883;
const firstFreePort = 49_152;
const freePorts = 65_536 - firstFreePort;

const brokerIpv4 = Uint8Array.of(10, 0, 0, 1);
const brokerIpv6 = Uint8Array.of(0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const ownIpv4 = Uint8Array.of(10, 0, 0, 2);
const ownIpv6 = Uint8Array.of(0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);

/**
 * The addresses that stand for a link: those that its own address has, else made up ones of 10.x. The address is that of
 * the client where clients' packets are received, of the server where they are sent; of a capture it has both.
 */
export function linkEndpoints(link: number, address: string, clientSide: Direction): LinkEndpoints {
  const [first = '', second] = address.split(' → ');
  const [one, other] = [readEndpoint(withPort(first)), readEndpoint(second ?? '')];
  if (one === undefined) return madeUp(link);
  const isIpv4 = one.address.byteLength === 4;
  if (other !== undefined && other.address.byteLength === one.address.byteLength) {
    return { client: one.address, clientPort: one.port, server: other.address };
  }
  if (clientSide === 'sent') {
    const own = isLoopback(one.address) ? one.address : isIpv4 ? ownIpv4 : ownIpv6;
    return { client: own, clientPort: freePort(link), server: one.address };
  }
  const server = isLoopback(one.address) ? one.address : isIpv4 ? brokerIpv4 : brokerIpv6;
  return { client: one.address, clientPort: one.port, server };
}

/** Host and port of a URL of WebSocket, and of the name that each machine has for itself, in numbers where it has them. */
function withPort(address: string): string {
  const url = /^wss?:\/\/([^/]*?)(?::(\d+))?(?:\/|$)/.exec(address);
  const where = url === null ? address : `${url[1]}:${url[2] ?? '443'}`;
  return where.replace(/^localhost:/, '127.0.0.1:');
}

function madeUp(link: number): LinkEndpoints {
  const client = Uint8Array.of(10, 1 + ((link >>> 16) % 250), (link >>> 8) & 0xff, link & 0xff);
  return { client, clientPort: freePort(link), server: brokerIpv4 };
}

/** A port for a client of which none is known. */
export function freePort(link: number): number {
  return firstFreePort + (link % freePorts);
}

function isLoopback(address: Uint8Array): boolean {
  if (address.byteLength === 4) return address[0] === 127;
  return address.every((byte, index) => byte === (index === 15 ? 1 : 0));
}
