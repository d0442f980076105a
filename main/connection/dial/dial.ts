import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Profile } from '../../../app/contract/areas/profiles.ts';
import { socketWire } from '../link/socket-wire.ts';
import { webSocketWire } from '../link/web-socket-wire.ts';
import type { Wire } from '../link/wire.ts';
import type { CertificateInfo } from './certificates.ts';
import { dialTcp } from './dial-tcp.ts';
import { dialTls } from './dial-tls.ts';
import { dialWebSocket } from './dial-web-socket.ts';
import type { Reached } from './failure.ts';
import { notReached, reached } from './failure.ts';
import { resolveName } from './resolve-name.ts';
import type { StepList } from './step-list.ts';

interface DialOptions {
  readonly profile: Profile;
  readonly keyPassphrase: string | undefined;
  readonly steps: StepList;
  readonly sawChain: (chain: readonly CertificateInfo[]) => void;
  readonly signal: AbortSignal;
}

/** Goes from the name to a wire that MQTT can be spoken over; each step is noted as it goes. */
export async function dial(options: DialOptions): Promise<Reached<Wire>> {
  const tcp = await openTcp(options);
  if (!tcp.ok) return tcp;
  const { transport } = options.profile;
  const secure = transport === 'tls' || transport === 'wss';
  const carrier = secure ? await openTls(tcp.value, options) : tcp;
  if (!carrier.ok) return carrier;
  if (transport === 'tcp' || transport === 'tls') return reached(socketWire(carrier.value));
  return openWebSocket(carrier.value, options);
}

/** Where a profile leads, for people: `host:1883`, `wss://host:443/mqtt`. */
export function addressOf(profile: Profile): string {
  const host = urlHost(profile.host);
  if (profile.transport === 'tcp' || profile.transport === 'tls') return `${host}:${profile.port}`;
  // What follows the path may be a signature or a token.
  return webSocketUrl(profile).replace(/\?.*$/u, '');
}

async function openTcp(options: DialOptions): Promise<Reached<Socket>> {
  const { profile, steps, signal } = options;
  const host = bareHost(profile.host);
  steps.start('name', isIP(host) === 0 ? `Looking up ${host}` : `${host} is an address`);
  const addresses = await resolveName(host, signal);
  if (!addresses.ok) {
    steps.fail('name', addresses.failure);
    return addresses;
  }
  steps.done('name', isIP(host) === 0 ? `${host} is known` : `${host} is an address`);
  steps.start('address', addresses.value.join(', '));
  steps.done('address', addresses.value.join(', '));
  steps.start('tcp', `Connecting to port ${profile.port}`);
  const tcp = await dialTcp(
    { addresses: addresses.value, port: profile.port, noDelay: profile.noDelay },
    signal,
  );
  if (tcp.ok) {
    steps.done('tcp', tcp.value.detail);
    return reached(tcp.value.socket);
  }
  const step = 'step' in tcp.failure ? tcp.failure.step : 'tcp';
  if (step === 'address') steps.drop('tcp');
  steps.fail(step, tcp.failure);
  return notReached(tcp.failure);
}

async function openTls(tcp: Socket, options: DialOptions): Promise<Reached<TLSSocket>> {
  const { profile, steps } = options;
  steps.start('tls', 'Shaking hands');
  const target = {
    host: bareHost(profile.host),
    settings: profile.tls,
    passphrase: options.keyPassphrase,
    awaitsTicket: profile.transport === 'tls',
  };
  const tls = await dialTls(tcp, target, options.sawChain, options.signal);
  if (!tls.ok) {
    steps.fail('tls', tls.failure);
    return tls;
  }
  steps.done('tls', tls.value.detail);
  return reached(tls.value.socket);
}

async function openWebSocket(socket: Socket, options: DialOptions): Promise<Reached<Wire>> {
  const { profile, steps } = options;
  const url = webSocketUrl(profile);
  steps.start('websocket', `Upgrading ${url}`);
  const hasClientCertificate = profile.tls.certificateFile !== '';
  const target = { url, version: profile.protocolVersion, hasClientCertificate };
  const opened = await dialWebSocket(socket, target, options.signal);
  if (!opened.ok) {
    const step = 'step' in opened.failure ? opened.failure.step : 'websocket';
    if (step === 'tls') steps.drop('websocket');
    steps.fail(step, opened.failure);
    return notReached(opened.failure);
  }
  steps.done('websocket', `${url}, sub-protocol ${opened.value.protocol}`);
  return reached(webSocketWire(opened.value));
}

function webSocketUrl(profile: Profile): string {
  const path = profile.path.startsWith('/') ? profile.path : `/${profile.path}`;
  return `${profile.transport}://${urlHost(profile.host)}:${profile.port}${path}`;
}

/** `[::1]` is how people write an IPv6 address beside a port. */
function bareHost(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

function urlHost(host: string): string {
  const bare = bareHost(host);
  return isIP(bare) === 6 ? `[${bare}]` : bare;
}
