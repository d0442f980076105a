import type { Clock } from '../../../app/base/clock.ts';
import type { Direction } from '../../../app/contract/areas/common.ts';
import { sourceId } from '../../../app/contract/areas/common.ts';
import type { ConnectionDetail } from '../../../app/contract/areas/connection.ts';
import type { Profile, Secrets } from '../../../app/contract/areas/profiles.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import type { Packet, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { LinkId, PacketObserver } from '../../capture/observer.ts';
import type { Connection } from '../connection.ts';
import { createConnection } from '../connection.ts';

/** A packet as an observer was told of it, with bytes of its own. */
interface Seen {
  readonly link: LinkId;
  readonly direction: Direction;
  readonly packet: Packet | undefined;
  readonly frame: Uint8Array;
  readonly time: number;
  readonly faults: readonly string[];
}

interface TestObserver extends PacketObserver {
  readonly seen: Seen[];
  readonly links: string[];
  /** Types in the order of the wire, as `> CONNECT` and `< CONNACK`. */
  lines(): string[];
}

export function createTestObserver(): TestObserver {
  const seen: Seen[] = [];
  const links: string[] = [];
  let count = 0;
  return {
    seen,
    links,
    lines: () => seen.map(line),
    linkOpened: (start) => {
      count += 1;
      links.push(`opened ${start.transport}`);
      return brandLink(count);
    },
    packet: (link, direction, version, frame, time, touch) => {
      const copy = frame.slice();
      const packet = tryDecode(copy, version, direction);
      seen.push({ link, direction, packet, frame: copy, time, faults: touch?.faults ?? [] });
      return -1;
    },
    linkIdentified: (_link, clientId) => links.push(`identified ${clientId}`),
    linkClosed: (_link, why) => links.push(`closed ${why}`),
  };
}

function line({ direction, packet, faults }: Seen): string {
  const arrow = direction === 'sent' ? '>' : '<';
  if (packet === undefined) return `${arrow} malformed`;
  const dup = packet.type === 'publish' && packet.dup ? ' DUP' : '';
  const how = faults.map((phrase) => ` (${phrase.replace(/\d+ ms/, 'n ms')})`).join('');
  return `${arrow} ${packet.type.toUpperCase()}${dup}${how}`;
}

function tryDecode(frame: Uint8Array, version: ProtocolVersion, direction: Direction): Packet | undefined {
  try {
    return decode(frame, version, direction === 'sent' ? 'client' : 'server');
  } catch {
    return undefined;
  }
}

function brandLink(id: number): LinkId {
  return id as LinkId;
}

export const testClock: Clock = {
  now: () => (performance.timeOrigin + performance.now()) * 1000,
};

/** A profile for a broker on this machine; subscribes to nothing. */
export function testProfile(changes: Partial<Profile>): Profile {
  return {
    id: sourceId.parse('test'),
    name: 'Test',
    transport: 'tcp',
    host: '127.0.0.1',
    port: 1883,
    path: '/mqtt',
    protocolVersion: 5,
    clientId: '',
    username: undefined,
    keepAlive: 30,
    cleanStart: true,
    sessionExpiry: 0,
    receiveMaximum: undefined,
    will: undefined,
    tls: { caFile: '', certificateFile: '', keyFile: '', serverName: '', verify: true },
    subscriptions: [],
    reconnect: true,
    noDelay: true,
    production: false,
    ...changes,
  };
}

export function subscriptionTo(filter: string, qos: 0 | 1 | 2 = 0): Profile['subscriptions'][number] {
  return { filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 };
}

export interface TestConnection {
  readonly connection: Connection;
  readonly observer: TestObserver;
  /** Lines of the log. */
  readonly logged: readonly string[];
  /** Resolves as soon as the detail fits. */
  until(fits: (detail: ConnectionDetail) => boolean): Promise<ConnectionDetail>;
  /** Resolves as soon as such a packet was seen. */
  untilSeen(fits: (seen: Seen) => boolean): Promise<Seen>;
}

export function createTestConnection(profile: Profile, secrets: Secrets = {}): TestConnection {
  const observer = createTestObserver();
  const logged: string[] = [];
  const connection = createConnection({
    stored: { profile, madeUpClientId: 'topicscopetest' },
    secrets: () => secrets,
    observer,
    clock: testClock,
    random: () => 0.5,
    log: (_level, _area, text) => logged.push(text),
    backoff: { first: 20, longest: 200, settled: 10_000 },
  });
  const until = (fits: (detail: ConnectionDetail) => boolean) =>
    waitFor(
      () => (fits(connection.detail()) ? connection.detail() : undefined),
      () => describe(connection),
    );
  const untilSeen = (fits: (seen: Seen) => boolean) =>
    waitFor(
      () => observer.seen.find(fits),
      () => observer.lines().join('\n'),
    );
  return { connection, observer, logged, until, untilSeen };
}

/** Looks again at each turn until there is something. */
export async function waitFor<T>(look: () => T | undefined, say: () => string, ms = 15_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${ms} ms:\n${say()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function describe(connection: Connection): string {
  return JSON.stringify(connection.detail(), undefined, 1);
}
